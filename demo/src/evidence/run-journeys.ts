import { fork } from "node:child_process";
import { usesFolderVariable } from "../journeys/record-uses.ts";

/**
 * Runs every journey, each of which leaves in the folder what it saw used. Gives the exit code; progress is on stderr.
 * @throws the signal's reason when it is aborted, after the journeys that were under way have closed their stages.
 */
export async function runJourneys(
  root: string,
  folder: string,
  signal: AbortSignal,
): Promise<number | null> {
  signal.throwIfAborted();
  // In a process group of its own: Vitest and its workers would end at once with what a terminal tells everybody.
  const child = fork(new URL("./journeys.ts", import.meta.url), {
    cwd: root,
    detached: true,
    stdio: ["ignore", 2, 2, "ipc"],
    // biome-ignore lint/style/noProcessEnv: what runs the journeys needs all that this has
    env: { ...process.env, [usesFolderVariable]: folder },
  });
  const leave = () => {
    if (child.connected) child.disconnect();
  };
  signal.addEventListener("abort", leave, { once: true });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("exit", resolve);
  });
  signal.removeEventListener("abort", leave);
  signal.throwIfAborted();
  return exitCode;
}
