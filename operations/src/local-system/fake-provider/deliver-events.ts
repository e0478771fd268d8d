import type { DueDelivery, Ledger } from "./ledger.ts";
import { signEvent } from "./sign-event.ts";

export type DeliveryOptions = {
  readonly ledger: Ledger;
  /** URL of the webhook; undefined while it is unknown. */
  readonly webhookUrl: () => string | undefined;
  readonly secret: string;
  readonly nowMs: () => number;
  /** While this returns true, nothing is sent. */
  readonly outage: () => boolean;
};

const maxConcurrent = 16;
const responseTimeoutMs = 15_000;
const firstWaitMs = 1_000;
const maxWaitMs = 5 * 60_000;
/** About 24 hours of retries. */
const maxTries = 300;

/** A longer delay overflows in Node's timers, which then fire at once. */
const maxSleepMs = 2 ** 31 - 1;

/** 4xx statuses that are retried. Every other 4xx is final. */
const retryableStatuses = new Set([408, 425, 429]);

/** Delivers each due event, with exponential backoff, until the webhook accepts it or gives a final 4xx response. */
export function deliverEvents(options: DeliveryOptions) {
  const { ledger, webhookUrl, secret, nowMs, outage } = options;
  const inProgress = new Map<number, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function deliver({ id, body, tries }: DueDelivery): Promise<void> {
    const url = outage() ? undefined : webhookUrl();
    const status = url ? await post(url, body) : 0;
    if (stopped) return;
    if (status >= 200 && status < 300) ledger.delivered(id);
    else if (isFinal(status) || tries >= maxTries) ledger.giveUp(id);
    else {
      const waitMs = Math.min(maxWaitMs, firstWaitMs * 2 ** Math.min(tries, 20));
      ledger.reschedule(id, { dueAtMs: nowMs() + waitMs, tries: tries + 1 });
    }
  }

  /** Returns the response's status, or 0 without a response. */
  async function post(url: string, body: string): Promise<number> {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "payment-signature": signEvent(body, { secret, nowMs: nowMs() }),
        },
        body,
        signal: AbortSignal.timeout(responseTimeoutMs),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  /** Does all work that is due now and sets a timer for the rest. */
  function wake(): void {
    if (stopped) return;
    const now = nowMs();
    ledger.settle(now);
    for (const delivery of ledger.due(now, maxConcurrent - inProgress.size)) {
      // If this process ends before the response, the delivery becomes due again.
      ledger.reschedule(delivery.id, {
        dueAtMs: now + 2 * responseTimeoutMs,
        tries: delivery.tries,
      });
      const delivering = deliver(delivery).finally(() => {
        inProgress.delete(delivery.id);
        wake();
      });
      inProgress.set(delivery.id, delivering);
    }
    clearTimeout(timer);
    const dueAtMs = inProgress.size < maxConcurrent ? ledger.nextDueMs() : null;
    if (dueAtMs === null) return;
    timer = setTimeout(wake, Math.min(Math.max(0, dueAtMs - nowMs()), maxSleepMs));
    timer.unref();
  }

  return {
    wake,
    inProgress: () => inProgress.size,
    /** Starts no more deliveries. Those in progress are repeated after the next start. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(inProgress.values());
    },
  };
}

function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && !retryableStatuses.has(status);
}
