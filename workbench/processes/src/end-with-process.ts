import { processStart } from "./process-start.ts";

const lookEveryMs = 500;

/** Calls `end` once the process with that id has ended: for who is not its child, and is not told. */
export function endWithProcess(pid: number, end: () => void): void {
  const start = processStart(pid);
  const timer = setInterval(() => {
    if (start !== undefined && processStart(pid) === start) return;
    clearInterval(timer);
    end();
  }, lookEveryMs);
  timer.unref();
}
