import { randomUUID } from "node:crypto";
import { AwsError } from "../common/aws-error.ts";
import { authorize, type EndpointContext, pathOf, reportClosed } from "./answer-call.ts";
import { receivePayload } from "./receive-payload.ts";
import {
  type Claim,
  claimOf,
  type RequestHead,
  signsInQuery,
  verifySignature,
} from "./signature.ts";
import type { StreamedAnswer, StreamingService } from "./streaming-service.ts";

/** The streaming service that a request is for. A URL that was signed without a credential is taken for one of S3. */
export function streamingServiceOf(
  { streamingServices = {} }: EndpointContext,
  head: RequestHead,
): StreamingService | undefined {
  const scope = /(?:Credential=|X-Amz-Credential=)([^,&\s]+)/.exec(
    `${head.headers.authorization ?? ""}&${head.query}`,
  )?.[1];
  const isPresigned = head.headers.authorization === undefined && signsInQuery(head.query);
  const [, , , service = ""] = scope?.split(/\/|%2F/i) ?? (isPresigned ? ["", "", "", "s3"] : []);
  return Object.hasOwn(streamingServices, service) ? streamingServices[service] : undefined;
}

/**
 * Answers one call of a service that streams, in the order of `answerCall`; the body is read last, when all checks have
 * passed.
 */
export async function streamCall(
  context: EndpointContext,
  service: StreamingService,
  head: RequestHead,
  body: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<StreamedAnswer | undefined> {
  const requestId = randomUUID();
  try {
    const claim = claimOf(head) as Claim;
    const { caller, credentials } = context.identities.find(claim.accessKeyId, claim.sessionToken);
    verifySignature(head, claim, credentials.secretAccessKey, context.nowMs());
    const path = pathOf(context, caller, service);
    if (!path.open) {
      reportClosed(context, caller, service, path.because);
      return undefined;
    }
    const operation = service.read(head);
    for (const permission of operation.permissions) authorize(context, caller, permission, path);
    const traceHeader = head.headers["x-amzn-trace-id"];
    const payload = receivePayload(head, claim, credentials.secretAccessKey, body);
    return await operation.run(payload, {
      caller,
      requestId,
      signal,
      sourceIp: path.sourceIp ?? "127.0.0.1",
      authorize: (permission) => authorize(context, caller, permission, path),
      ...(typeof traceHeader === "string" ? { traceHeader } : {}),
    });
  } catch (error) {
    if (signal.aborted) return undefined;
    return service.refuse(refusalOf(error), { ...head, requestId });
  }
}

function refusalOf(error: unknown) {
  if (error instanceof AwsError) return error;
  console.error(error);
  return {
    status: 500,
    code: "InternalError",
    message: "The local stage failed; see its output.",
  };
}
