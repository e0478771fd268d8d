import { processStart } from "./process-start.ts";

const pollMs = 500;

/** Calls `end` when a process has ended, which need not be a child or the parent of this one. */
export function endWithProcess(pid: number, end: () => void): void {
  const start = processStart(pid);
  const timer = setInterval(() => {
    if (start !== undefined && processStart(pid) === start) return;
    clearInterval(timer);
    end();
  }, pollMs);
  timer.unref();
}
