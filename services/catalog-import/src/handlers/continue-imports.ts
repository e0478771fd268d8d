import { ImportContinuation } from "@stagecraft/contracts/catalogue-file";
import { parse } from "@stagecraft/contracts/parse";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import { continueImport } from "../continue-import.ts";
import { dependencies } from "./dependencies.ts";

export const handler = queueBatchHandler(
  {
    parse: (body) => parse(ImportContinuation, body),
    about: ({ key }) => ({ fields: { key } }),
    handleEach: ({ value }, deadline) => continueImport(value, deadline, dependencies),
  },
  dependencies,
);
