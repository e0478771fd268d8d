import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StageStartError } from "../../stage/stage-start-error.ts";

const pollMs = 5;

/** Whether the Postgres with this process id has written into its lock file that it takes connections. */
export function isReady(dataDirectory: string, pid: number): boolean {
  const lines = lockLines(dataDirectory);
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

/**
 * Waits until no Postgres runs on the data directory: one of an ended stage may still be shutting down. The lock file of a
 * dead Postgres is kept, since Postgres reads it, unless its process id now belongs to another program.
 * @throws StageStartError when one still runs after `timeoutMs`.
 */
export async function waitUntilUnlocked(dataDirectory: string, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const pid = pidOfPostgres(dataDirectory);
    if (pid === undefined) {
      if (commandOf(lockedBy(dataDirectory)) !== undefined) {
        rmSync(join(dataDirectory, "postmaster.pid"), { force: true });
      }
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

/** The process id of the Postgres that runs on the data directory; undefined when none does. */
export function pidOfPostgres(dataDirectory: string): number | undefined {
  const pid = lockedBy(dataDirectory);
  return commandOf(pid)?.includes(dataDirectory) ? pid : undefined;
}

/** The parent of a process; undefined where the system does not say. */
export function parentOf(pid: number): number | undefined {
  try {
    return existsSync("/proc/self/status")
      ? Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1])
      : Number(execFileSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }));
  } catch {
    return undefined;
  }
}

/** 0 when the data directory has no lock. */
function lockedBy(dataDirectory: string): number {
  return Number(lockLines(dataDirectory)[0] ?? 0);
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
  if (pid === 0) return undefined;
  try {
    const command = existsSync("/proc/self/cmdline")
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
      : execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.trim() === "" ? undefined : command;
  } catch {
    return undefined;
  }
}
