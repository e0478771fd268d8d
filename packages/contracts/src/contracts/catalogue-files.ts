import { CatalogueRow } from "../catalogue-file.ts";
import type { Contract, DeadLetters, ObjectVia } from "../contract.ts";
import { plainPayload } from "../payload.ts";
import { seconds } from "../seconds.ts";

export const catalogueFiles: Contract<ObjectVia, DeadLetters> = {
  name: "catalogue-files",
  summary: "Catalogue files, imported row by row into the catalogue and the stock",
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
    key: "the file's version and the position in it",
    where: "the import's row in Postgres, with the imported rows",
  },
  ordering:
    "S3 may notify of versions in any order; rows of an older version do not replace those of a newer one.",
  poison:
    "An invalid row goes to the reject file with its reason; an invalid file is refused as a whole, with the reason in its summary",
  deadLetters: {
    source: "CatalogImportFailures",
    retentionSeconds: 14 * seconds.day,
    owner: "catalogue team, on call",
    remedy:
      "Fix the cause and send the notification again: the import continues after the stored rows.",
  },
  latency: { p95Ms: 5_000, p99Ms: 60_000, measured: "from the end of the upload to the first row" },
};
