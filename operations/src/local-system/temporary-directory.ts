import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { processStart } from "@stagecraft/processes/process-start";

/** `stagecraft-KIND-PID-RANDOM` */
const folderName = /^stagecraft-[a-z]+-(\d+)-[A-Za-z0-9]{6}$/;

/** Makes a temporary folder for this process, and removes the folders of processes that have ended. */
export async function temporaryDirectory(kind: string, parent = tmpdir()): Promise<string> {
  await removeLeftOver(parent);
  return await mkdtemp(join(parent, `stagecraft-${kind}-${process.pid}-`));
}

/** Marks a temporary folder so that it is not removed after its process has ended. */
export async function keepTemporaryDirectory(directory: string): Promise<void> {
  await writeFile(join(directory, "kept"), "");
}

/** Calls `work` with a temporary state folder and removes the folder afterwards. */
export async function withTemporaryState<T>(
  kind: string,
  work: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await temporaryDirectory(kind);
  try {
    return await work(directory);
  } finally {
    await removeState(directory);
  }
}

async function removeLeftOver(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = Number(folderName.exec(name)?.[1] ?? process.pid);
    const folder = join(parent, name);
    if (processStart(pid) !== undefined || existsSync(join(folder, "kept"))) continue;
    try {
      if ((await stat(folder)).uid !== process.getuid?.()) continue;
      // The state is in the folder itself or in state/. removeState fails when another machine on a shared disk uses it.
      await removeState(join(folder, "state"));
      if (existsSync(join(folder, "state.sqlite"))) await removeState(folder);
      await rm(folder, { recursive: true, force: true });
    } catch {
      // The next call tries again.
    }
  }
}
