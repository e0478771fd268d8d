import { HttpRequest } from "@smithy/core/protocols";
import { retryMiddleware, StandardRetryStrategy } from "@smithy/core/retry";
import type { FinalizeHandlerArguments } from "@smithy/types";
import { requestSender } from "@stagecraft/http/request-sender";
import { type AwsEnvironment, readAwsEnvironment } from "./aws-environment.ts";
import type { AwsService } from "./aws-service.ts";
import { endpointOf } from "./endpoint-of.ts";
import { type Answer, readAnswer } from "./read-answer.ts";
import { requestSigner } from "./request-signer.ts";
import { serviceClock } from "./service-clock.ts";
import { traceCall } from "./trace-call.ts";

const connectTimeoutMs = 1_000;

/** The operations of a service that functions call, with what they send and what they read of the answer. */
export type Operations = {
  readonly [operation: string]: { readonly input: object; readonly output: object };
};

/** Calls the operations of a service. */
export type JsonClient<Known extends Operations> = {
  /**
   * @throws AwsError when the service refuses the call, a `TimeoutError` or Node's error when it cannot be reached; after the retries
   */
  call<Operation extends keyof Known & string>(
    operation: Operation,
    input: Known[Operation]["input"],
  ): Promise<Known[Operation]["output"]>;
};

/** How a client calls its service. */
export type ClientSettings = {
  /** The first attempt counts. */
  readonly maxAttempts: number;
  /** For one attempt, from its start to the end of the response. */
  readonly requestTimeoutMs: number;
  /** What Lambda says by default. */
  readonly environment?: AwsEnvironment;
};

/**
 * A client for single calls of a service with the JSON protocol. It has the SDK's signatures and the SDK's retries, and none of its
 * generated code and of its search for settings and credentials: ADR 0026.
 */
export function jsonClient<Known extends Operations>(
  service: AwsService,
  { maxAttempts, requestTimeoutMs, environment = readAwsEnvironment(service.id) }: ClientSettings,
): JsonClient<Known> {
  const { id, endpointPrefix, target, jsonVersion, firstBackoffMs, verify } = service;
  const { region, credentials } = environment;
  const { protocol, hostname, port, host } = new URL(endpointOf(service, environment));
  const signer = requestSigner({ credentials, region, service: endpointPrefix });
  const clock = serviceClock();
  const send = requestSender({ connectTimeoutMs, requestTimeoutMs });
  const strategy = new StandardRetryStrategy({
    maxAttempts,
    ...(firstBackoffMs !== undefined && { baseDelay: firstBackoffMs }),
  });
  const retrying = retryMiddleware({
    maxAttempts: async () => maxAttempts,
    retryStrategy: async () => strategy,
  } as Parameters<typeof retryMiddleware>[0]);

  async function attempt({ request }: FinalizeHandlerArguments<object>) {
    const signed = await signer.sign(request as HttpRequest, { signingDate: clock.now() });
    const response = await send(signed);
    const wasSkewed = clock.readFrom(response.headers);
    try {
      return { response, output: readAnswer(response) };
    } catch (thrown) {
      const { $metadata } = thrown as Answer;
      if (wasSkewed) Object.assign($metadata, { clockSkewCorrected: true });
      throw thrown;
    }
  }

  return {
    async call(operation, input) {
      const { output } = await traceCall({ service: id, operation }, async (traceHeader) => {
        const request = new HttpRequest({
          protocol,
          hostname,
          ...(port && { port: Number(port) }),
          method: "POST",
          path: "/",
          headers: {
            host,
            "content-type": `application/x-amz-json-${jsonVersion}`,
            "x-amz-target": `${target}.${operation}`,
            "user-agent": "stagecraft",
            ...(traceHeader && { "X-Amzn-Trace-Id": traceHeader }),
          },
          body: JSON.stringify(input),
        });
        const answer = (await retrying(attempt, {})({ request, input })).output;
        verify?.(input, answer.output);
        return answer;
      });
      return output;
    },
  };
}
