import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../clock.ts";

/** How to wait for something. */
export type SettleOptions = {
  readonly done: () => boolean | Promise<boolean>;
  /** Whether to jump over times in which nothing can happen. */
  readonly skip: boolean;
  /** Real time after which it is given up. */
  readonly limitMs: number;
};

/** How often it is looked whether something is still going on. */
const lookEveryMs = 20;

/** It skips no further than this: it is past every retry and visibility timeout of a working system. */
const furthestSkipMs = 6 * 60 * 60_000;

/**
 * Waits until `done`. When nothing is runnable and skipping is on, the clock moves to its next timer. Gives `false` when it is
 * still not done after `limitMs`.
 */
export async function settle(
  clock: Clock,
  idle: () => boolean,
  { done, skip, limitMs }: SettleOptions,
): Promise<boolean> {
  const endMs = performance.now() + limitMs;
  const furthestMs = clock.nowMs() + furthestSkipMs;
  let idleLooks = 0;
  while (performance.now() < endMs) {
    if (await done()) return true;
    idleLooks = idle() ? idleLooks + 1 : 0;
    const next = clock.nextDueMs();
    if (skip && idleLooks >= 2 && next !== undefined && next <= furthestMs) {
      clock.jumpTo(next);
      idleLooks = 0;
    }
    await delay(lookEveryMs);
  }
  return await done();
}
