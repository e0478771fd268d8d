import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withFolderLock } from "@stagecraft/plan/folder-lock";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";
import { type ProgramEnd, programEnd } from "./program-end.ts";

type CliOptions = {
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

/** In this repository, and not in the deployed copy. */
const lockFolder = fileURLToPath(new URL("../../../.stagecraft/deploy-check", import.meta.url));

/**
 * Runs the installed SST CLI in its own process group. Only one runs at a time, because the CLI looks for a free port before it uses it.
 */
export async function runSst(args: readonly string[], options: CliOptions): Promise<ProgramEnd> {
  await mkdir(lockFolder, { recursive: true });
  return await withFolderLock(lockFolder, options.signal, () => run(args, options));
}

async function run(
  args: readonly string[],
  { root, environment, signal }: CliOptions,
): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const child = spawn(join(root, "node_modules", ".bin", "sst"), args, {
    cwd: root,
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid !== undefined) child.once("exit", endWithThisProcess(child.pid));
  const end = () => child.pid !== undefined && process.kill(-child.pid, "SIGKILL");
  signal.addEventListener("abort", end, { once: true });
  const ended = await programEnd(child);
  signal.removeEventListener("abort", end);
  signal.throwIfAborted();
  return ended;
}
