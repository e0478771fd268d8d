const lookEveryMs = 500;

/**
 * Calls `end` once the process that started this one has ended. Whoever was started by npm does not hear of it when npm is killed
 * with SIGKILL.
 */
export function endWithParent(end: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, lookEveryMs);
  timer.unref();
}
