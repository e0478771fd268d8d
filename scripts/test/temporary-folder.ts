import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processStart } from "../../workbench/processes/src/process-start.ts";
import { replaceFile } from "../../workbench/processes/src/replace-file.ts";

const prefix = "stagecraft-test-";
const ownerFile = "owner.json";

/**
 * A temporary folder for the files of a test run outside the repository. Folders of killed runs are removed.
 */
export async function openTemporaryFolder(): Promise<{
  readonly path: string;
  remove(): Promise<void>;
}> {
  await removeAbandoned();
  const path = await mkdtemp(join(tmpdir(), prefix));
  // Postgres and some tests run as another user.
  await chmod(path, 0o1777);
  const owner = { pid: process.pid, start: processStart(process.pid) };
  replaceFile(join(path, ownerFile), JSON.stringify(owner));
  return { path, remove: () => remove(path) };
}

async function removeAbandoned() {
  const names = await readdir(tmpdir());
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    const path = join(tmpdir(), name);
    const text = await readFile(join(path, ownerFile), "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const { pid, start } = JSON.parse(text) as { pid: number; start?: string };
    if (processStart(pid) === undefined || processStart(pid) !== start) await remove(path);
  }
}

/** Retries, because a process that is ending may still write. */
async function remove(path: string) {
  await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
