import { ImportContinuation } from "../catalogue-file.ts";
import type { Contract, DeadLetters, QueueVia } from "../contract.ts";
import { plainPayload } from "../payload.ts";
import { seconds } from "../seconds.ts";

export const importContinuations: Contract<QueueVia, DeadLetters> = {
  name: "import-continuations",
  summary: "Imports that take longer than one invocation, each with its position in the file",
  owner: "catalogue team",
  via: {
    kind: "queue",
    queue: "ImportContinuations",
    visibilityTimeoutSeconds: 30 * seconds.minute,
    deliveries: 5,
    retentionSeconds: 4 * seconds.day,
  },
  payload: plainPayload("import-continuation", ImportContinuation),
  producers: [{ inside: "CatalogImport" }, { inside: "CatalogContinue" }],
  consumer: { inside: "CatalogContinue" },
  idempotency: {
    by: "transaction",
    key: "the file's version and the position in it",
    where: "the import's row in Postgres, with the imported rows",
  },
  ordering:
    "An import has one message at a time: each message is sent while the one before it is processed.",
  poison: "A message that is not a continuation, or that names an unknown import",
  deadLetters: {
    source: "ImportContinuationsDeadLetters",
    retentionSeconds: 14 * seconds.day,
    owner: "catalogue team, on call",
    remedy:
      "Fix the cause and redrive the message: the import continues from its stored position. Or upload the file again as a new version.",
  },
  latency: { p95Ms: 2_000, p99Ms: 60_000, measured: "from the send to the next row" },
};
