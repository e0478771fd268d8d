import { ImportContinuation } from "../catalogue-file.ts";
import type { Contract, DeadLetters, QueueVia } from "../contract.ts";
import { plainPayload } from "../payload.ts";
import { seconds } from "../seconds.ts";

export const importContinuations: Contract<QueueVia, DeadLetters> = {
  name: "import-continuations",
  summary:
    "Imports that outlasted an invocation, each with the place in its file where it was left",
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
    key: "the file's version, and how far it was read",
    where: "the import's row in Postgres, with the rows that it stored",
  },
  ordering: "One message of an import at a time: each is sent by the one before it.",
  poison: "What is no continuation, or one of an import that nobody began",
  deadLetters: {
    source: "ImportContinuationsDeadLetters",
    retentionSeconds: 14 * seconds.day,
    owner: "catalogue team, on call",
    remedy:
      "Fix the cause and redrive: the import continues where its row says. Or upload the file again, as a new version.",
  },
  latency: { p95Ms: 2_000, p99Ms: 60_000, measured: "from the send to the next row" },
};
