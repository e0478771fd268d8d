const tickMs = 50;

/**
 * Aborts after `limitMs` in which this process could run: on a busy machine an answer may have arrived without being read,
 * and that time does not count.
 */
export function createTimeout(limitMs: number): { readonly signal: AbortSignal; end(): void } {
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
