import type { BuildMiddleware, MetadataBearer, MiddlewareStack } from "@smithy/types";
import { traceCall } from "./trace-call.ts";

/** Makes the calls of an SDK client spans, as those of a `jsonClient` are. */
export function traceSdkCalls<Client extends { readonly middlewareStack: object }>(
  client: Client,
): Client {
  const stack = client.middlewareStack as MiddlewareStack<object, object>;
  stack.add(traced, { step: "build", name: "traceSdkCalls" });
  return client;
}

const traced: BuildMiddleware<object, object> = (next, context) => async (args) => {
  const service = context.clientName?.replace(/Client$/, "") ?? "AWS";
  const operation = context.commandName?.replace(/Command$/, "") ?? "call";
  const call = await traceCall({ service, operation }, async (traceHeader) => {
    const { headers } = args.request as { headers: Record<string, string> };
    if (traceHeader) headers["X-Amzn-Trace-Id"] = traceHeader;
    const result = await next(args);
    const { $metadata } = result.output as MetadataBearer;
    return { $metadata, result };
  });
  return call.result;
};
