import { spawn } from "node:child_process";
import { join } from "node:path";
import { env } from "node:process";
import { endWithThisProcess } from "../../workbench/processes/src/end-with-this-process.ts";

/** What a command wrote, and why its output must not be used, if so. */
export type CommandResult = { readonly output: string; readonly fault?: string };

/**
 * Runs a command line in a shell at the root of the repository. After `boundSeconds` it is ended, with all that it started.
 * @throws the signal's reason when it is aborted
 */
export async function runEvidenceCommand(
  command: string,
  {
    root,
    boundSeconds,
    signal,
  }: { readonly root: string; readonly boundSeconds: number; readonly signal: AbortSignal },
): Promise<CommandResult> {
  const child = spawn("/bin/sh", ["-c", command], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...env, PATH: `${join(root, "node_modules/.bin")}:${env.PATH}`, NO_COLOR: "1" },
  });
  const { pid } = child;
  if (pid === undefined) return { output: "", fault: "/bin/sh cannot be run" };
  const released = endWithThisProcess(pid);
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(boundSeconds * 1000)]);
  const end = () => process.kill(-pid, "SIGTERM");
  bounded.addEventListener("abort", end, { once: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
  bounded.removeEventListener("abort", end);
  released();
  signal.throwIfAborted();
  if (bounded.aborted) return { output, fault: `did not end within ${boundSeconds} s` };
  if (exitCode !== 0)
    return { output, fault: `ended with exit code ${exitCode}: ${lastLineOf(output)}` };
  return { output };
}

function lastLineOf(output: string): string {
  return output.trimEnd().split("\n").at(-1) ?? "";
}
