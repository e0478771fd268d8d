import { CatalogueRow } from "../catalogue-file.ts";
import type { Contract, DeadLetters, ObjectVia } from "../contract.ts";
import { plainPayload } from "../payload.ts";
import { seconds } from "../seconds.ts";

export const catalogueFiles: Contract<ObjectVia, DeadLetters> = {
  name: "catalogue-files",
  summary: "Catalogue files, read row by row into the catalogue and the stock",
  owner: "catalogue team",
  via: {
    kind: "object",
    bucket: "CatalogueFiles",
    prefix: "imports/",
    suffix: ".csv",
    retries: 2,
    maximumAgeSeconds: 6 * seconds.hour,
  },
  payload: plainPayload("catalogue-row", CatalogueRow, "text/csv"),
  producers: [{ outside: "suppliers" }],
  consumer: { inside: "CatalogImport" },
  idempotency: {
    by: "transaction",
    key: "the file's version, and how far it was read",
    where: "the import's row in Postgres, with the rows that it stored",
  },
  ordering: "A later version of a file overtakes an earlier one; S3 may tell of them in any order.",
  poison:
    "A row that is none goes to the reject file with its reason; a file that is none is refused as a whole, in its summary",
  deadLetters: {
    source: "CatalogImportFailures",
    retentionSeconds: 14 * seconds.day,
    owner: "catalogue team, on call",
    remedy: "Fix the cause and redrive: imported rows stay, and the import continues.",
  },
  latency: { p95Ms: 5_000, p99Ms: 60_000, measured: "from the end of the upload to the first row" },
};
