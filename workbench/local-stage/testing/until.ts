import { setTimeout as delay } from "node:timers/promises";

/** Waits until a condition is true. @throws after `limitMs`, which is long enough for a busy machine. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`It never came to be that ${what}.`);
    await delay(5);
  }
}
