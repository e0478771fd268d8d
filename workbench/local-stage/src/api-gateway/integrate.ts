import { quotas } from "@stagecraft/plan/quotas";
import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { qualifiedArn } from "@stagecraft/plan/resources/lambda/function-arn";
import { AwsError } from "../common/aws-error.ts";
import type { InvocationOutcome, Invoke } from "../common/invocation.ts";
import type { HttpEvent } from "./http-event.ts";
import { gatewayResponse, type HttpResponse, readFunctionResponse } from "./http-response.ts";
import type { RouteMatch } from "./match-route.ts";
import { sourceArn } from "./source-arn.ts";

/** The integration's response, and for an error the reason, for a person. */
export type IntegrationAnswer = {
  readonly response: HttpResponse;
  readonly error?: string;
  /** How long the function took, or API Gateway waited for it. */
  readonly integrationMs?: number;
  /** The request id of the invocation that answered. */
  readonly invocationId?: string;
  /** Of a function that threw. */
  readonly stack?: readonly string[];
};

const longestTimeoutMs = quotas.httpApi.integrationMs.value;

/** Invokes a route's function as the API and turns the outcome into API Gateway's answer. */
export async function integrate(options: {
  readonly api: HttpApiDefinition;
  readonly invoke: Invoke;
  readonly route: RouteMatch["route"];
  readonly event: HttpEvent;
  /** The function that is being debugged has no time limit. */
  readonly debuggedArn?: string | undefined;
}): Promise<IntegrationAnswer> {
  const { api, invoke, route, event } = options;
  const startMs = performance.now();
  const timeoutMs = Math.min(route.timeoutMs, longestTimeoutMs);
  let timer: NodeJS.Timeout | undefined;
  const { promise: timeout, resolve } = Promise.withResolvers<"timeout">();
  const startTimeout = () => {
    if (route.functionArn === options.debuggedArn) return;
    timer = setTimeout(() => resolve("timeout"), timeoutMs);
  };
  startTimeout();
  const invocation = invoke(qualifiedArn(route), event, {
    caller: {
      kind: "service",
      principal: "apigateway.amazonaws.com",
      sourceArn: sourceArn(api, route.routeKey, event.requestContext.http.method),
    },
    holdTimeouts() {
      clearTimeout(timer);
      return startTimeout;
    },
  });
  try {
    const outcome = await Promise.race([invocation, timeout]);
    const answer =
      outcome === "timeout"
        ? unavailable(`The integration did not answer within ${timeoutMs} ms.`)
        : readOutcome(outcome, qualifiedArn(route));
    return { ...answer, integrationMs: performance.now() - startMs };
  } catch (cause) {
    if (cause instanceof AwsError && cause.code === "RequestTooLargeException") {
      return { response: gatewayResponse(413, "Request Too Long"), error: cause.message };
    }
    return internalError(`The function could not be invoked: ${cause}`);
  } finally {
    clearTimeout(timer);
  }
}

function readOutcome(outcome: InvocationOutcome, functionArn: string): IntegrationAnswer {
  switch (outcome.kind) {
    case "throttled":
      return unavailable(`Lambda throttled the invocation: ${outcome.reason}`);
    case "recursive-loop":
      return internalError(`Lambda stopped a recursive loop: ${outcome.reason}`);
    case "unavailable":
      return internalError(`Lambda failed: ${outcome.reason}`);
    case "denied":
      return internalError(`API Gateway may not invoke ${functionArn}: ${outcome.reason}`);
    case "function-error": {
      const { errorType, errorMessage, trace } = outcome.payload;
      return {
        ...internalError(`The function failed: ${errorType}: ${errorMessage}`),
        ...(trace && { stack: trace }),
      };
    }
    case "success": {
      const read = readFunctionResponse(outcome.payload);
      if (read.ok) return { response: read.response, invocationId: outcome.requestId };
      return internalError(`The function's response is malformed: ${read.reason}.`);
    }
  }
}

const unavailable = (error: string): IntegrationAnswer => ({
  response: gatewayResponse(503, "Service Unavailable"),
  error,
});

export const internalError = (error: string): IntegrationAnswer => ({
  response: gatewayResponse(500, "Internal Server Error"),
  error,
});
