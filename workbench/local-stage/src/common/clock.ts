/** The stage's clock: real time plus an offset that only grows. Time does not run faster; it jumps. */
export type Clock = {
  /** Milliseconds since the epoch, in stage time. */
  nowMs(): number;
  /** How far the stage is ahead of the machine's own clock. */
  offsetMs(): number;
  /** Calls back once when `dueAtMs` (stage time) has come. Returns the cancellation. */
  at(dueAtMs: number, callback: () => void): () => void;
  /** When the next timer is due, in stage time. */
  nextDueMs(): number | undefined;
  /** Moves the offset so that `nowMs()` is at least `timeMs`, and fires what came due. */
  jumpTo(timeMs: number): void;
  /** Cancels all timers and accepts no more. */
  stop(): void;
};

type Timer = { readonly dueAtMs: number; readonly callback: () => void };

/** node's timers overflow past 2^31-1 ms and would fire at once. */
const longestSleepMs = 2 ** 31 - 1;

/** `onJump` is called with the new offset before any timer fires. */
export function createClock(
  options: { readonly offsetMs?: number; readonly onJump?: (offsetMs: number) => void } = {},
): Clock {
  const timers = new Set<Timer>();
  let offsetMs = options.offsetMs ?? 0;
  let alarm: NodeJS.Timeout | undefined;
  let alarmDueMs = Number.POSITIVE_INFINITY;
  let stopped = false;

  const nowMs = () => Date.now() + offsetMs;
  const nextDueMs = () => {
    let next: number | undefined;
    for (const { dueAtMs } of timers) if (next === undefined || dueAtMs < next) next = dueAtMs;
    return next;
  };

  function setAlarm() {
    clearTimeout(alarm);
    const next = nextDueMs();
    alarmDueMs = next ?? Number.POSITIVE_INFINITY;
    if (next === undefined) return;
    alarm = setTimeout(fireDue, Math.min(Math.max(0, next - nowMs()), longestSleepMs));
  }

  function fireDue() {
    const now = nowMs();
    const due = [...timers].filter((timer) => timer.dueAtMs <= now);
    due.sort((a, b) => a.dueAtMs - b.dueAtMs);
    try {
      for (const timer of due) {
        if (timers.delete(timer)) timer.callback();
      }
    } finally {
      setAlarm();
    }
  }

  return {
    nowMs,
    nextDueMs,
    offsetMs: () => offsetMs,
    at(dueAtMs, callback) {
      if (stopped) return () => {};
      const timer = { dueAtMs, callback };
      timers.add(timer);
      if (dueAtMs < alarmDueMs) setAlarm();
      return () => {
        timers.delete(timer);
      };
    },
    jumpTo(timeMs) {
      const aheadMs = timeMs - nowMs();
      if (aheadMs > 0) {
        offsetMs += aheadMs;
        options.onJump?.(offsetMs);
      }
      fireDue();
    },
    stop() {
      stopped = true;
      timers.clear();
      clearTimeout(alarm);
    },
  };
}
