import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StageStartError } from "../stage-start-error.ts";

const pollMs = 5;

/** Whether the Postgres with this process id has written into its lock file that it takes connections. */
export function isReady(dataDirectory: string, pid: number): boolean {
  const lines = lockLines(dataDirectory);
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

/**
 * Waits until no Postgres runs on the data directory: one that a dead stage left may still be shutting down.
 * The lock of a dead Postgres stays, since Postgres reads it, unless its process id is some other program's by now.
 * @throws StageStartError when one still runs after `timeoutMs`.
 */
export async function awaitUnlocked(dataDirectory: string, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const pid = Number(lockLines(dataDirectory)[0] ?? 0);
    if (pid === 0) return;
    const command = commandOf(pid);
    if (command === undefined) return;
    if (!command.includes(dataDirectory)) {
      rmSync(join(dataDirectory, "postmaster.pid"), { force: true });
      return;
    }
    if (performance.now() > deadline) {
      throw new StageStartError(
        `Another Postgres, process ${pid}, runs on ${dataDirectory}. Stop the stage that started it, ` +
          `or end it with \`kill -QUIT ${pid}\`; then start again.`,
      );
    }
    await delay(pollMs);
  }
}

function lockLines(dataDirectory: string): string[] {
  const path = join(dataDirectory, "postmaster.pid");
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** The command line of a living process; undefined when there is none (or only its exit code is left). */
function commandOf(pid: number): string | undefined {
  try {
    const command = existsSync("/proc/self/cmdline")
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
      : execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.trim() === "" ? undefined : command;
  } catch {
    return undefined;
  }
}
