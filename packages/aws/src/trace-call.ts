import { SpanKind } from "@opentelemetry/api";
import type { ResponseMetadata } from "@smithy/types";
import { inSpan } from "@stagecraft/observability/tracing/in-span";
import { lambdaTraceHeader } from "@stagecraft/observability/tracing/lambda-trace-header";
import { withParent } from "@stagecraft/observability/tracing/trace-header";

/** A call of AWS: `SQS`, `SendMessage`. */
export type TracedCall = { readonly service: string; readonly operation: string };

/** Errors by which a service answers a question, such as whether a record exists: nothing has failed. */
const answers: ReadonlySet<string> = new Set([
  "ConditionalCheckFailedException",
  "ExecutionAlreadyExists",
]);

/**
 * Makes a call a span, with all its attempts. X-Ray's header hands the span's context on; from it SQS and others make the context of
 * the next function.
 *
 * @param send makes the call with the header's value, if there is one
 */
export async function traceCall<Result extends { readonly $metadata: ResponseMetadata }>(
  { service, operation }: TracedCall,
  send: (traceHeader: string | undefined) => Promise<Result>,
): Promise<Result> {
  const attributes = { "rpc.system.name": "aws-api", "rpc.method": `${service}/${operation}` };
  const options = { kind: SpanKind.CLIENT, attributes };
  const call = await inSpan(`${service}.${operation}`, options, async (span) => {
    const header = lambdaTraceHeader();
    try {
      const result = await send(
        span.isRecording() ? withParent(header, span.spanContext()) : header,
      );
      const { requestId, attempts } = result.$metadata;
      if (requestId) span.setAttribute("aws.request_id", requestId);
      if (attempts && attempts > 1) span.setAttribute("http.request.resend_count", attempts - 1);
      return { result };
    } catch (thrown) {
      if (!(thrown instanceof Error && answers.has(thrown.name))) throw thrown;
      span.setAttribute("error.type", thrown.name);
      return { thrown };
    }
  });
  if (call.result) return call.result;
  throw call.thrown;
}
