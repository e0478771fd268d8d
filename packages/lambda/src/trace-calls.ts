import { SpanKind } from "@opentelemetry/api";
import type { BuildMiddleware, MetadataBearer, MiddlewareStack } from "@smithy/types";
import { inSpan } from "@stagecraft/observability/tracing/in-span";
import { withParent } from "@stagecraft/observability/tracing/trace-header";
import { lambdaTraceHeader } from "./lambda-trace-header.ts";

/**
 * Makes the SDK client's calls spans, each with its attempts, and hands their context on in X-Ray's header, from which SQS and others
 * make the context of the next function.
 */
export function traceCalls<Client extends { readonly middlewareStack: object }>(
  client: Client,
): Client {
  const stack = client.middlewareStack as MiddlewareStack<object, object>;
  stack.add(traced, { step: "build", name: "traceCalls" });
  return client;
}

/** Errors by which a service answers a question, such as whether a record exists: nothing has failed. */
const answers: ReadonlySet<string> = new Set([
  "ConditionalCheckFailedException",
  "ExecutionAlreadyExists",
]);

const traced: BuildMiddleware<object, object> = (next, context) => async (args) => {
  const service = context.clientName?.replace(/Client$/, "") ?? "AWS";
  const method = context.commandName?.replace(/Command$/, "") ?? "call";
  const attributes = { "rpc.system.name": "aws-api", "rpc.method": `${service}/${method}` };
  const options = { kind: SpanKind.CLIENT, attributes };
  const call = await inSpan(`${service}.${method}`, options, async (span) => {
    const { headers } = args.request as { headers: Record<string, string> };
    const header = span.isRecording() && withParent(lambdaTraceHeader(), span.spanContext());
    if (header) headers["X-Amzn-Trace-Id"] = header;
    try {
      const result = await next(args);
      const { requestId, attempts } = (result.output as MetadataBearer).$metadata;
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
};
