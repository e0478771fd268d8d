import { ImportContinuation } from "@stagecraft/contracts/catalogue-file";
import { parse } from "@stagecraft/contracts/parse";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { continueImports } from "../continue-imports.ts";
import { dependencies } from "./dependencies.ts";

export function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const deadline = { remainingMs: () => context.getRemainingTimeInMillis() };
  const handleBatch = queueBatchHandler({
    parse: (body) => parse(ImportContinuation, body),
    handle: (items) => continueImports(items, deadline, dependencies),
    ...dependencies,
  });
  return handleBatch(event);
}
