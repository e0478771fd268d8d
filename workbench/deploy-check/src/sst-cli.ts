import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";

/** How a run of the CLI ended. */
export type CliEnd = { readonly exitCode: number; readonly output: string };

/** Runs the SST CLI that the repository has installed, in a group of its own. */
export async function runSst(
  args: readonly string[],
  options: {
    readonly root: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
  },
): Promise<CliEnd> {
  const { root, environment, signal } = options;
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
  const [exitCode, ...output] = await Promise.all([
    new Promise<number>((resolve, reject) => {
      child.once("error", reject).once("close", (code) => resolve(code ?? 1));
    }),
    text(child.stdout),
    text(child.stderr),
  ]);
  signal.removeEventListener("abort", end);
  signal.throwIfAborted();
  return { exitCode, output: output.join("") };
}
