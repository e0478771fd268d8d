import type { Clock } from "../clock.ts";

/** A clock that stands still until a test moves it. */
export function createManualClock(startMs = Date.UTC(2026, 0, 5)): Clock & {
  advance(byMs: number): void;
} {
  const timers = new Set<{ readonly dueAtMs: number; readonly callback: () => void }>();
  let nowMs = startMs;
  const next = () =>
    [...timers].reduce<{ dueAtMs: number; callback: () => void } | undefined>(
      (first, timer) => (first === undefined || timer.dueAtMs < first.dueAtMs ? timer : first),
      undefined,
    );
  function jumpTo(timeMs: number) {
    for (let due = next(); due !== undefined && due.dueAtMs <= timeMs; due = next()) {
      nowMs = Math.max(nowMs, due.dueAtMs);
      timers.delete(due);
      due.callback();
    }
    nowMs = Math.max(nowMs, timeMs);
  }
  return {
    nowMs: () => nowMs,
    offsetMs: () => nowMs - startMs,
    at(dueAtMs, callback) {
      const timer = { dueAtMs, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    nextDueMs: () => next()?.dueAtMs,
    jumpTo,
    advance: (byMs) => jumpTo(nowMs + byMs),
    stop: () => timers.clear(),
  };
}
