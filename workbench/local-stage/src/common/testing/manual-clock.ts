import type { Clock } from "../clock.ts";

const minuteMs = 60_000;

/** A clock that stands still until a test moves it. */
export function createManualClock(startMs = Date.UTC(2026, 0, 5)): Clock & {
  advance(byMs: number): void;
} {
  const timers = new Set<{ readonly dueAtMs: number; readonly callback: () => void }>();
  const minuteCallbacks = new Set<(minuteMs: number) => void>();
  let nowMs = startMs;
  const next = () =>
    [...timers].reduce<{ dueAtMs: number; callback: () => void } | undefined>(
      (first, timer) => (first === undefined || timer.dueAtMs < first.dueAtMs ? timer : first),
      undefined,
    );
  function moveTo(timeMs: number) {
    const fromMs = nowMs;
    nowMs = Math.max(nowMs, timeMs);
    const firstMs = (Math.floor(fromMs / minuteMs) + 1) * minuteMs;
    for (let atMs = firstMs; atMs <= nowMs; atMs += minuteMs) {
      for (const callback of minuteCallbacks) callback(atMs);
    }
  }
  function jumpTo(timeMs: number) {
    for (let due = next(); due !== undefined && due.dueAtMs <= timeMs; due = next()) {
      moveTo(due.dueAtMs);
      timers.delete(due);
      due.callback();
    }
    moveTo(timeMs);
  }
  return {
    nowMs: () => nowMs,
    offsetMs: () => nowMs - startMs,
    at(dueAtMs, callback) {
      const timer = { dueAtMs, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    onMinute(callback) {
      minuteCallbacks.add(callback);
      return () => void minuteCallbacks.delete(callback);
    },
    nextDueMs: () => next()?.dueAtMs,
    jumpTo,
    advance: (byMs) => jumpTo(nowMs + byMs),
    stop() {
      timers.clear();
      minuteCallbacks.clear();
    },
  };
}
