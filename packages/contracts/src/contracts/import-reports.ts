import { ImportSummary } from "../catalogue-file.ts";
import type { Contract, ReportVia } from "../contract.ts";
import { plainPayload } from "../payload.ts";

export const importReports: Contract<ReportVia> = {
  name: "import-reports",
  summary:
    "The result of a catalogue file; its rejected rows are in rejected/, with line, reason and row",
  owner: "catalogue team",
  via: { kind: "report", bucket: "CatalogueFiles", prefix: "summaries/" },
  payload: plainPayload("import-summary", ImportSummary),
  producers: [{ inside: "CatalogImport" }, { inside: "CatalogContinue" }],
  consumer: { outside: "suppliers" },
  idempotency: { by: "nature", why: "A second write has the same content and name." },
  ordering: "The summary is written after the reject file.",
  poison: "None: no function reads it.",
  deadLetters: null,
  latency: { p95Ms: 300_000, p99Ms: 900_000, measured: "from the end of the upload, for 500 MB" },
};
