const longestTimeoutMs = 2 ** 31 - 1;

/** Resolves when the signal is aborted, at once if it is already. Until then the process does not end by itself. */
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
