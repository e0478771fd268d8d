import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";

const guardProgram = fileURLToPath(new URL("./guard.sh", import.meta.url));

let guard: ChildProcess | undefined;

/**
 * From now on the process group with the leader `pid` is killed when this process ends, even by SIGKILL. A frozen group (SIGSTOP) is
 * killed too. Call the returned function as soon as the group has ended, because its id may be used again.
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

/** Starts the guard in its own session, so that a terminal's Ctrl-C and a kill of this process group do not end it. */
function startGuard(): ChildProcess {
  const child = spawn("/bin/sh", [guardProgram], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.once("error", (cause) => {
    throw new Error(`/bin/sh cannot be run: child processes could survive this one.`, {
      cause,
    });
  });
  // The guard does not keep this process running.
  child.unref();
  (child.stdin as Socket).unref();
  // A killed guard matters only if this process is killed as well.
  child.stdin?.on("error", () => {});
  return child;
}
