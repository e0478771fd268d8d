import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeState } from "@stagecraft/local-stage/remove-state";

/** Gives `work` a state folder that is dropped afterwards. */
export async function withTemporaryState<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "stagecraft-bench-"));
  try {
    return await work(directory);
  } finally {
    await removeState(directory);
  }
}
