import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";

const guardProgram = fileURLToPath(new URL("./guard.sh", import.meta.url));

let guard: ChildProcess | undefined;

/**
 * From now on the process group that `pid` leads is killed when this process ends, even by SIGKILL. A frozen group (SIGSTOP) is
 * killed too. Call what this returns as soon as the group has ended: its id may then be another group's.
 */
export function endWithThisProcess(pid: number): () => void {
  guard ??= startGuard();
  const { stdin } = guard;
  stdin?.write(`+ ${pid}\n`);
  let isReleased = false;
  return () => {
    if (isReleased) return;
    isReleased = true;
    stdin?.write(`- ${pid}\n`);
  };
}

/** In a session of its own, so that a terminal's Ctrl-C and a kill of this process's group do not reach it. */
function startGuard(): ChildProcess {
  const child = spawn("/bin/sh", [guardProgram], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.once("error", (cause) => {
    throw new Error(`/bin/sh cannot be run, so that child processes could outlive this one.`, {
      cause,
    });
  });
  // What this process started with the guard as its only other handle may end.
  child.unref();
  (child.stdin as Socket).unref();
  // A guard that was killed is a loss only if this process is killed as well.
  child.stdin?.on("error", () => {});
  return child;
}
