import { spawn } from "node:child_process";

/**
 * Runs `npm run evidence`, which shows on stderr how it goes, and gives its exit code; none when it could not be run.
 * @throws the signal's reason when it is aborted, once the evidence has ended in order.
 */
export async function runEvidence(root: string, signal: AbortSignal): Promise<number | null> {
  signal.throwIfAborted();
  const child = spawn("npm", ["run", "--silent", "evidence"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  // npm passes on this and SIGINT, and ends at once with any other.
  const end = () => child.kill("SIGTERM");
  signal.addEventListener("abort", end, { once: true });
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null)).once("close", resolve);
  });
  signal.removeEventListener("abort", end);
  signal.throwIfAborted();
  return exitCode;
}
