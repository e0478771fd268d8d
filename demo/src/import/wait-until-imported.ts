import type { Stage } from "@stagecraft/local-stage/start-stage";
import { countPendingImports } from "@stagecraft/operations/local-system/count-pending";
import type { Pool } from "pg";
import type { ByteProgress } from "./byte-progress.ts";
import { readImportedBytes } from "./stored-catalogue.ts";

/** An import that gets no further for so long has failed, with all its retries: the stage skips the time between them. */
const patienceMs = 120_000;
const longestMs = 24 * 60 * 60_000;

/**
 * Waits until every file is imported.
 * @throws Error with what the stage reports when the import stands still.
 */
export async function waitUntilImported(
  stage: Stage,
  sql: Pool,
  { progress, signal }: { readonly progress: ByteProgress; readonly signal: AbortSignal },
): Promise<void> {
  let reached = { bytes: 0, atMs: performance.now() };
  let left = 0;
  const standsStill = () => performance.now() - reached.atMs > patienceMs;
  const done = async () => {
    const bytes = await readImportedBytes(sql);
    if (bytes > reached.bytes) reached = { bytes, atMs: performance.now() };
    progress.reach(bytes);
    left = await countPendingImports(sql);
    return left === 0 || signal.aborted || standsStill();
  };
  await stage.settle({ done, skip: true, limitMs: longestMs });
  signal.throwIfAborted();
  progress.end();
  if (left === 0) return;
  const reports = stage.notices().map(({ message }) => `\n- ${message}`);
  throw new Error(
    `The import stands still behind ${reached.bytes} bytes. The stage reports:${reports.join("") || " nothing"}`,
  );
}
