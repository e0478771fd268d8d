import { spawn } from "node:child_process";

const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `npm run evidence`, which shows on stderr how it goes, and gives its exit code; none when it could not be run. What tells
 * this process to end meanwhile is passed on, and ends it once the evidence has ended in order.
 */
export async function runEvidence(root: string): Promise<number | null> {
  const child = spawn("npm", ["run", "--silent", "evidence"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  let told: NodeJS.Signals | undefined;
  const passOn = (signal: NodeJS.Signals) => {
    told ??= signal;
    // npm itself passes on this and SIGINT, and ends at once with any other.
    child.kill("SIGTERM");
  };
  for (const signal of endings) process.on(signal, passOn);
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null)).once("close", resolve);
  });
  for (const signal of endings) process.off(signal, passOn);
  if (told) process.kill(process.pid, told);
  return exitCode;
}
