/** The stage's clock: real time plus an offset that only grows. Time does not run faster; it jumps. */
export type Clock = {
  /** Milliseconds since the epoch, in stage time. */
  nowMs(): number;
  /** How far the stage is ahead of the machine's own clock. */
  offsetMs(): number;
  /** Calls back once when `dueAtMs` (stage time) has come. Returns the cancellation. */
  at(dueAtMs: number, callback: () => void): () => void;
  /**
   * Calls back with each full minute (stage time) when it has come, and with those that a jump skips, before the timers that came
   * due. It is no timer that `nextDueMs` knows, so that a stage that only waits for minutes is idle. Returns the cancellation.
   */
  onMinute(callback: (minuteMs: number) => void): () => void;
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

const minuteMs = 60_000;

/** As long as the longest skip of `settle`. Of a longer jump only the last minutes are called back. */
const mostSkippedMinutes = 6 * 60;

/** `onJump` is called with the new offset before any timer fires. */
export function createClock(
  options: { readonly offsetMs?: number; readonly onJump?: (offsetMs: number) => void } = {},
): Clock {
  const timers = new Set<Timer>();
  let offsetMs = options.offsetMs ?? 0;
  let alarm: NodeJS.Timeout | undefined;
  let alarmDueMs = Number.POSITIVE_INFINITY;
  const minuteCallbacks = new Set<(minuteMs: number) => void>();
  let minuteAlarm: NodeJS.Timeout | undefined;
  let stopped = false;

  const nowMs = () => Date.now() + offsetMs;
  let passedMinutes = minutesOf(nowMs());
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

  function passMinutes() {
    const minutes = minutesOf(nowMs());
    passedMinutes = Math.max(passedMinutes, minutes - mostSkippedMinutes);
    try {
      while (passedMinutes < minutes) {
        passedMinutes += 1;
        for (const callback of minuteCallbacks) callback(passedMinutes * minuteMs);
      }
    } finally {
      setMinuteAlarm();
    }
  }

  function setMinuteAlarm() {
    clearTimeout(minuteAlarm);
    if (stopped || minuteCallbacks.size === 0) return;
    const leftMs = (passedMinutes + 1) * minuteMs - nowMs();
    minuteAlarm = setTimeout(passMinutes, Math.max(1, leftMs)).unref();
  }

  function fireDue() {
    try {
      passMinutes();
      const now = nowMs();
      const due = [...timers].filter((timer) => timer.dueAtMs <= now);
      due.sort((a, b) => a.dueAtMs - b.dueAtMs);
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
    onMinute(callback) {
      if (stopped) return () => {};
      if (minuteCallbacks.size === 0) passedMinutes = minutesOf(nowMs());
      minuteCallbacks.add(callback);
      setMinuteAlarm();
      return () => {
        minuteCallbacks.delete(callback);
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
      minuteCallbacks.clear();
      clearTimeout(alarm);
      clearTimeout(minuteAlarm);
    },
  };
}

function minutesOf(timeMs: number): number {
  return Math.floor(timeMs / minuteMs);
}
