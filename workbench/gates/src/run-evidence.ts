import { spawn } from "node:child_process";

/**
 * Runs `npm run evidence`, which shows its progress on stderr.
 * @returns its exit code, or null when it could not be run
 * @throws the signal's reason when it is aborted, after the command has ended
 */
export async function runEvidence(root: string, signal: AbortSignal): Promise<number | null> {
  signal.throwIfAborted();
  const child = spawn("npm", ["run", "--silent", "evidence"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  // npm forwards SIGTERM and SIGINT, and ends at once on any other signal.
  const end = () => child.kill("SIGTERM");
  signal.addEventListener("abort", end, { once: true });
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null)).once("close", resolve);
  });
  signal.removeEventListener("abort", end);
  signal.throwIfAborted();
  return exitCode;
}
