const tickMs = 50;

/**
 * Aborts after so much time in which this process was there to listen: when the machine is busy, an answer may have come
 * and not been read, which is not the fault of whoever was asked.
 */
export function patience(limitMs: number): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  let leftMs = limitMs;
  const timer = setInterval(() => {
    leftMs -= tickMs;
    if (leftMs > 0) return;
    clearInterval(timer);
    controller.abort(new DOMException(`No answer within ${limitMs} ms`, "TimeoutError"));
  }, tickMs);
  return { signal: controller.signal, end: () => clearInterval(timer) };
}
