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

/** What to wait for. */
type Goal =
  | { readonly done: () => boolean | Promise<boolean> }
  /** How much work is left; at 0 it is done. */
  | { readonly remaining: () => number | Promise<number> };

/** How to wait for something. */
export type SettleOptions = Goal & {
  /** Whether to skip times in which nothing happens. */
  readonly skip: boolean;
  /** The real time after which it gives up (default: 10 minutes, for a busy machine); with `remaining`, since less was left than ever. */
  readonly limitMs?: number;
  /** Systems that follow the stage's clock. */
  readonly externalSystems?: readonly ExternalSystem[];
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
};

/** How often the activity is checked. */
const lookEveryMs = 20;

/** Checks of the goal take at most this share of the time, because they take it from the work. */
const checkShare = 0.1;

/** It gives up after so many checks in a row in which nothing can happen any more. */
const deadLooks = 50;

const defaultLimitMs = 10 * 60_000;

/** The longest skip: longer than every retry and visibility timeout of a working system. */
const furthestSkipMs = 6 * 60 * 60_000;

/**
 * Waits until `done`, or until nothing is `remaining`. When nothing runs and `skip` is set, the clock moves to its next timer.
 * Returns `false` when nothing can happen any more, or after `limitMs`. While less and less is left it never gives up, however
 * slow the machine is.
 * @throws the signal's reason when it is aborted.
 */
export async function settle(
  clock: Clock,
  activity: () => Activity,
  options: SettleOptions,
): Promise<boolean> {
  const { skip, limitMs = defaultLimitMs, externalSystems = [], signal } = options;
  const furthestMs = clock.nowMs() + furthestSkipMs;
  let endMs = performance.now() + limitMs;
  let least = Number.POSITIVE_INFINITY;
  let idleLooks = 0;
  let looksAtNothing = 0;
  let nextCheckMs = 0;

  async function isDone() {
    const startMs = performance.now();
    const left = await leftOf(options);
    const nowMs = performance.now();
    nextCheckMs = nowMs + (nowMs - startMs) * (1 / checkShare - 1);
    if (left < least && "remaining" in options) endMs = nowMs + limitMs;
    least = Math.min(least, left);
    return left === 0;
  }

  while (performance.now() < endMs) {
    signal?.throwIfAborted();
    // Before a skip it is certain that something is left; and between the last look and the skip nothing can begin.
    const maySkip = skip && idleLooks > 0;
    if ((maySkip || performance.now() >= nextCheckMs) && (await isDone())) return true;
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
  return await isDone();
}

async function leftOf(goal: Goal): Promise<number> {
  if ("remaining" in goal) return await goal.remaining();
  return (await goal.done()) ? 0 : 1;
}

function earliest(times: readonly (number | undefined)[]): number {
  return Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
}
