import type { Stage } from "@stagecraft/local-stage/start-stage";
import { countPendingImports } from "@stagecraft/operations/local-system/count-pending";
import type { Pool } from "pg";
import type { ByteProgress } from "./byte-progress.ts";
import { readImportedBytes } from "./stored-catalogue.ts";

/** Without progress for this time, the import has failed with all its retries: the stage skips the time between retries. */
const stallTimeoutMs = 120_000;
const limitMs = 24 * 60 * 60_000;

/**
 * Waits until every file is imported.
 * @throws Error with the stage's notices when the import makes no progress.
 */
export async function waitUntilImported(
  stage: Stage,
  sql: Pool,
  { progress, signal }: { readonly progress: ByteProgress; readonly signal: AbortSignal },
): Promise<void> {
  let last = { bytes: 0, atMs: performance.now() };
  let pending = 0;
  const isStalled = () => performance.now() - last.atMs > stallTimeoutMs;
  const done = async () => {
    const bytes = await readImportedBytes(sql);
    if (bytes > last.bytes) last = { bytes, atMs: performance.now() };
    progress.reach(bytes);
    pending = await countPendingImports(sql);
    return pending === 0 || signal.aborted || isStalled();
  };
  await stage.settle({ done, skip: true, limitMs });
  signal.throwIfAborted();
  progress.end();
  if (pending === 0) return;
  const notices = stage.notices().map(({ message }) => `\n- ${message}`);
  throw new Error(
    `The import stopped after ${last.bytes} bytes. The stage reports:${notices.join("") || " nothing"}`,
  );
}
