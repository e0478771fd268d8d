import { type Import, importRepository } from "@stagecraft/database/import-repository";
import type { Deadline } from "@stagecraft/lambda/schedule";
import type { Dependencies } from "./dependencies.ts";
import { finishImport } from "./finish-import.ts";
import { importRows, type LeftImport } from "./import-rows.ts";

/** How an invocation left a file. */
export type ImportOutcome = {
  readonly outcome: "imported" | "refused" | "continued" | "overtaken" | "known";
  readonly reason?: string | undefined;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly rowsRejected: number;
};

/** Reject file and summary are not begun with less time left. */
const finishMs = 60_000;

/** Takes the import as far as the time allows, and lets another invocation go on where that is not to its end. */
export async function importFile(
  start: Import,
  deadline: Deadline,
  dependencies: Dependencies,
): Promise<ImportOutcome> {
  const { database, metrics } = dependencies;
  if (start.completedAt) return outcomeOf("known", start);

  const left: LeftImport =
    start.refusal === null
      ? await importRows(start, deadline, dependencies)
      : { state: { refusal: start.refusal }, import: start };
  const { state } = left;
  if (state === "overtaken") return outcomeOf("overtaken", left.import);

  const isFinishable = deadline.remainingMs() >= finishMs;
  if (state === "unfinished" || (state === "all-read" && !isFinishable)) {
    const { bucket, key, versionId, offsetBytes, rowsIn } = left.import;
    await dependencies.continueLater({ bucket, key, versionId, offsetBytes, rowsIn });
    return outcomeOf("continued", left.import);
  }

  const refusal = state === "all-read" ? null : state.refusal;
  if (refusal !== null) {
    await database.run((db) => importRepository(db).refuse(left.import, refusal));
  }
  await finishImport({ ...left.import, refusal }, dependencies);
  metrics.add("ImportCompleted");
  if (left.import.rowsRejected > 0) metrics.add("ImportRowRejected", left.import.rowsRejected);
  return outcomeOf(refusal === null ? "imported" : "refused", { ...left.import, refusal });
}

function outcomeOf(outcome: ImportOutcome["outcome"], of: Import): ImportOutcome {
  const { rowsIn, rowsOut, rowsRejected, refusal } = of;
  return { outcome, rowsIn, rowsOut, rowsRejected, ...(refusal !== null && { reason: refusal }) };
}
