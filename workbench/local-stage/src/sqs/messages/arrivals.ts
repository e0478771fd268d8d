import type { Clock } from "../../common/clock.ts";

/** Notifies those who wait for a queue when a message may have become receivable. */
export type Arrivals = {
  /**
   * Calls `notify` once: when a message arrives, or when one that was invisible at `sinceMs` becomes visible.
   * Returns the cancellation.
   */
  wait(queueName: string, sinceMs: number, notify: () => void): () => void;
  /** To be called when messages may be receivable. */
  arrived(queueName: string): void;
  /** To be called when visibility times have changed. */
  rescheduled(queueName: string): void;
  /** Notifies all a last time; after this `wait` does nothing. */
  stop(): void;
  isStopped(): boolean;
};

type Waiter = { readonly sinceMs: number; readonly notify: () => void };
type Alarm = { readonly dueAtMs: number; readonly cancel: () => void };

export function createArrivals(options: {
  readonly clock: Clock;
  /** When the next message of the queue becomes visible after a time. */
  readonly nextVisibleAtMs: (queueName: string, afterMs: number) => number | undefined;
}): Arrivals {
  const { clock, nextVisibleAtMs } = options;
  const waiters = new Map<string, Set<Waiter>>();
  const alarms = new Map<string, Alarm>();
  let stopped = false;

  function setAlarm(queueName: string) {
    const waiting = waiters.get(queueName);
    let dueAtMs: number | undefined;
    if (waiting !== undefined && waiting.size > 0) {
      let sinceMs = Number.POSITIVE_INFINITY;
      for (const waiter of waiting) sinceMs = Math.min(sinceMs, waiter.sinceMs);
      dueAtMs = nextVisibleAtMs(queueName, sinceMs);
    }
    const alarm = alarms.get(queueName);
    if (alarm?.dueAtMs === dueAtMs) return;
    alarm?.cancel();
    alarms.delete(queueName);
    if (dueAtMs === undefined) return;
    alarms.set(queueName, { dueAtMs, cancel: clock.at(dueAtMs, () => notifyAll(queueName)) });
  }

  function notifyAll(queueName: string) {
    const notified = waiters.get(queueName);
    waiters.delete(queueName);
    setAlarm(queueName);
    for (const waiter of notified ?? []) waiter.notify();
  }

  return {
    wait(queueName, sinceMs, notify) {
      if (stopped) return () => {};
      const waiter = { sinceMs, notify };
      const waiting = waiters.get(queueName) ?? new Set();
      waiters.set(queueName, waiting.add(waiter));
      setAlarm(queueName);
      return () => {
        if (waiting.delete(waiter)) setAlarm(queueName);
      };
    },
    arrived(queueName) {
      if (waiters.has(queueName)) notifyAll(queueName);
    },
    rescheduled(queueName) {
      if (waiters.has(queueName)) setAlarm(queueName);
    },
    isStopped: () => stopped,
    stop() {
      stopped = true;
      for (const queueName of [...waiters.keys()]) notifyAll(queueName);
    },
  };
}
