import { setTimeout as delay } from "node:timers/promises";

/** Waits until something is so. @throws after `limitMs`, in which a busy machine too would have come to it. */
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
