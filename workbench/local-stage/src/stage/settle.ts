import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../common/clock.ts";
import type { Activity } from "./activity.ts";

/** A program outside the stage that follows the stage's clock, such as a fake third party. */
export type ExternalSystem = {
  /** True while it does nothing. */
  idle(): boolean;
  /** When its next timer is due, in stage time. */
  nextDueMs(): number | undefined;
  /** Called after the clock was moved, to fire due timers. */
  wake(): void;
};

/** How to wait for something. */
export type SettleOptions = {
  readonly done: () => boolean | Promise<boolean>;
  /** Whether to skip times in which nothing happens. */
  readonly skip: boolean;
  /** The real time after which it gives up (default: 10 minutes, for a busy machine). */
  readonly limitMs?: number;
  /** Systems that follow the stage's clock. */
  readonly externalSystems?: readonly ExternalSystem[];
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
};

/** How often the activity is checked. */
const lookEveryMs = 20;

/** It gives up after so many checks in a row in which nothing can happen any more. */
const deadLooks = 50;

const defaultLimitMs = 10 * 60_000;

/** The longest skip: longer than every retry and visibility timeout of a working system. */
const furthestSkipMs = 6 * 60 * 60_000;

/**
 * Waits until `done`. When nothing runs and `skip` is set, the clock moves to its next timer. Returns `false` when nothing
 * can happen any more, or after `limitMs`.
 * @throws the signal's reason when it is aborted.
 */
export async function settle(
  clock: Clock,
  activity: () => Activity,
  { done, skip, limitMs = defaultLimitMs, externalSystems = [], signal }: SettleOptions,
): Promise<boolean> {
  const endMs = performance.now() + limitMs;
  const furthestMs = clock.nowMs() + furthestSkipMs;
  let idleLooks = 0;
  let looksAtNothing = 0;
  while (performance.now() < endMs) {
    signal?.throwIfAborted();
    if (await done()) return true;
    const now = activity();
    // An external system that is busy while functions hang waits for one of them.
    const nothingRuns =
      now === "hanging" ||
      (now === "idle" && externalSystems.every((externalSystem) => externalSystem.idle()));
    idleLooks = nothingRuns ? idleLooks + 1 : 0;
    const next = earliest([clock, ...externalSystems].map((each) => each.nextDueMs()));
    looksAtNothing = skip && nothingRuns && next > furthestMs ? looksAtNothing + 1 : 0;
    if (looksAtNothing >= deadLooks) break;
    if (skip && idleLooks >= 2 && next <= furthestMs) {
      clock.jumpTo(next);
      for (const externalSystem of externalSystems) externalSystem.wake();
      idleLooks = 0;
    }
    await delay(lookEveryMs);
  }
  return await done();
}

function earliest(times: readonly (number | undefined)[]): number {
  return Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
}
