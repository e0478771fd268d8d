import { type Import, importRepository } from "@stagecraft/database/import-repository";
import type { Deadline } from "@stagecraft/lambda/invocation";
import type { Dependencies } from "./dependencies.ts";
import { finishImport } from "./finish-import.ts";
import { importRows, type StoppedImport } from "./import-rows.ts";

/** The result of an invocation for a file. */
export type ImportOutcome = {
  readonly outcome: "imported" | "refused" | "continued" | "overtaken" | "known";
  readonly reason?: string | undefined;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly rowsRejected: number;
};

/** With less time left, another invocation writes the reject file and the summary. */
const finishMs = 60_000;

/** Imports as many rows as the time allows, and lets another invocation continue if the file is not finished. */
export async function importFile(
  start: Import,
  deadline: Deadline,
  dependencies: Dependencies,
): Promise<ImportOutcome> {
  const { database, metrics } = dependencies;
  if (start.completedAt) return outcomeOf("known", start);

  const stopped: StoppedImport =
    start.refusal === null
      ? await importRows(start, deadline, dependencies)
      : { state: { refusal: start.refusal }, import: start };
  const { state } = stopped;
  if (state === "overtaken") return outcomeOf("overtaken", stopped.import);

  const isFinishable = deadline.remainingMs() >= finishMs;
  if (state === "unfinished" || (state === "all-read" && !isFinishable)) {
    const { bucket, key, versionId, offsetBytes, rowsIn } = stopped.import;
    await dependencies.continueLater({ bucket, key, versionId, offsetBytes, rowsIn });
    return outcomeOf("continued", stopped.import);
  }

  const refusal = state === "all-read" ? null : state.refusal;
  if (refusal !== null) {
    await database.run((db) => importRepository(db).refuse(stopped.import, refusal));
  }
  await finishImport({ ...stopped.import, refusal }, dependencies);
  metrics.add("ImportCompleted");
  if (stopped.import.rowsRejected > 0)
    metrics.add("ImportRowRejected", stopped.import.rowsRejected);
  return outcomeOf(refusal === null ? "imported" : "refused", { ...stopped.import, refusal });
}

function outcomeOf(outcome: ImportOutcome["outcome"], of: Import): ImportOutcome {
  const { rowsIn, rowsOut, rowsRejected, refusal } = of;
  return { outcome, rowsIn, rowsOut, rowsRejected, ...(refusal !== null && { reason: refusal }) };
}
