import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../shared/clock.ts";
import type { Activity } from "./activity.ts";

/** A program beside the stage that follows the stage's clock, such as a third party that is played here. */
export type ExternalSystem = {
  /** It is doing nothing at the moment. */
  idle(): boolean;
  /** When it will do something by itself, in stage time. */
  nextDueMs(): number | undefined;
  /** Does what has come due, after the clock was moved. */
  wake(): void;
};

/** How to wait for something. */
export type SettleOptions = {
  readonly done: () => boolean | Promise<boolean>;
  /** Whether to jump over times in which nothing can happen. */
  readonly skip: boolean;
  /** Real time after which it is given up although something goes on (default: 10 minutes). A busy machine takes its time. */
  readonly limitMs?: number;
  /** Who moves through time with the stage. */
  readonly externalSystems?: readonly ExternalSystem[];
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
};

/** How often it is looked whether something is still going on. */
const lookEveryMs = 20;

/** So many looks in a row at a stage in which nothing can happen any more: what is waited for does not come. */
const deadLooks = 50;

const defaultLimitMs = 10 * 60_000;

/** It skips no further than this: it is past every retry and visibility timeout of a working system. */
const furthestSkipMs = 6 * 60 * 60_000;

/**
 * Waits until `done`. When nothing is runnable and skipping is on, the clock moves to its next timer. Gives `false` when it is
 * not done and nothing can happen any more, or after `limitMs`.
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
    // A externalSystem that is busy while functions stand still waits for one of them.
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
