import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { processStart } from "@stagecraft/processes/process-start";

/** What it is for, and the process that made it. */
const folderName = /^stagecraft-[a-z]+-(\d+)-[A-Za-z0-9]{6}$/;

/** Makes a folder that is this process's own, and removes those that processes which are gone have left. */
export async function temporaryDirectory(kind: string, parent = tmpdir()): Promise<string> {
  await removeLeftOver(parent);
  return await mkdtemp(join(parent, `stagecraft-${kind}-${process.pid}-`));
}

/** Lets a temporary folder stay when its process has ended. */
export async function keepTemporaryDirectory(directory: string): Promise<void> {
  await writeFile(join(directory, "kept"), "");
}

/** Gives `work` a state folder that is dropped afterwards. */
export async function withTemporaryState<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await temporaryDirectory("bench");
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
      // The state of a run is the folder, or in it. One that is held is some other machine's that shares the folder.
      await removeState(join(folder, "state"));
      if (existsSync(join(folder, "state.sqlite"))) await removeState(folder);
      await rm(folder, { recursive: true, force: true });
    } catch {
      // It stays, and the next one tries again.
    }
  }
}
