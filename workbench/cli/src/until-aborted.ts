const longestTimeoutMs = 2 ** 31 - 1;

/** Resolves when the signal is aborted, and keeps the process running until then. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const alive = setInterval(() => {}, longestTimeoutMs);
    const end = () => {
      clearInterval(alive);
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
  });
}
