import type { DueDelivery, Ledger } from "./ledger.ts";
import { signEvent } from "./sign-event.ts";

export type DeliveryOptions = {
  readonly ledger: Ledger;
  /** Where the webhook is; undefined while it is not known. */
  readonly webhookUrl: () => string | undefined;
  readonly secret: string;
  readonly nowMs: () => number;
  /** While this is so nothing leaves. */
  readonly outage: () => boolean;
};

const atOnce = 16;
const answerWithinMs = 15_000;
const firstWaitMs = 1_000;
const longestWaitMs = 5 * 60_000;
/** Some 24 hours. */
const mostTries = 300;

/** node's timers overflow past it and would fire at once. */
const longestSleepMs = 2 ** 31 - 1;

/** Answers that may be others next time; any other refusal is taken for good. */
const passingStatuses = new Set([408, 425, 429]);

/** Delivers events when they are due, until each was taken or refused for good. Repeats with growing waits. */
export function deliverEvents(options: DeliveryOptions) {
  const { ledger, webhookUrl, secret, nowMs, outage } = options;
  const underWay = new Map<number, Promise<void>>();
  let alarm: NodeJS.Timeout | undefined;
  let stopped = false;

  async function deliver({ id, body, tries }: DueDelivery): Promise<void> {
    const url = outage() ? undefined : webhookUrl();
    const status = url ? await post(url, body) : 0;
    if (stopped) return;
    if (status >= 200 && status < 300) ledger.delivered(id);
    else if (isFinal(status) || tries >= mostTries) ledger.giveUp(id);
    else {
      const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries, 20));
      ledger.putOff(id, { dueAtMs: nowMs() + waitMs, tries: tries + 1 });
    }
  }

  /** The answer's status; 0 when there was none. */
  async function post(url: string, body: string): Promise<number> {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "payment-signature": signEvent(body, { secret, nowMs: nowMs() }),
        },
        body,
        signal: AbortSignal.timeout(answerWithinMs),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  /** Does what is due by now and sets the alarm for the rest. */
  function wake(): void {
    if (stopped) return;
    const now = nowMs();
    ledger.settle(now);
    for (const delivery of ledger.due(now, atOnce - underWay.size)) {
      // Due again if this process does not live to see the answer.
      ledger.putOff(delivery.id, { dueAtMs: now + 2 * answerWithinMs, tries: delivery.tries });
      const delivering = deliver(delivery).finally(() => {
        underWay.delete(delivery.id);
        wake();
      });
      underWay.set(delivery.id, delivering);
    }
    clearTimeout(alarm);
    const dueAtMs = underWay.size < atOnce ? ledger.nextDueMs() : null;
    if (dueAtMs === null) return;
    alarm = setTimeout(wake, Math.min(Math.max(0, dueAtMs - nowMs()), longestSleepMs));
    alarm.unref();
  }

  return {
    wake,
    underWay: () => underWay.size,
    /** Makes no more deliveries; those under way are made again by the next start. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(alarm);
      await Promise.all(underWay.values());
    },
  };
}

function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && !passingStatuses.has(status);
}
