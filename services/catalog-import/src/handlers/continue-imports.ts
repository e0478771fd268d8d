import { ImportContinuation } from "@stagecraft/contracts/catalogue-file";
import { parse } from "@stagecraft/contracts/parse";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import { continueImports } from "../continue-imports.ts";
import { dependencies } from "./dependencies.ts";

export const handler = queueBatchHandler(
  {
    parse: (body) => parse(ImportContinuation, body),
    handle: (items, deadline) => continueImports(items, deadline, dependencies),
  },
  dependencies,
);
