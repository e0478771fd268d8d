import type { Database } from "@stagecraft/database/connection";
import { ordersQueueDestination } from "@stagecraft/database/outbox-events";
import { releaseExpired } from "@stagecraft/database/stock-repository";
import { failStuck, handOverStuck, republishStuck } from "@stagecraft/database/stuck-orders";
import type { Deadline } from "@stagecraft/lambda/schedule";
import type { Metrics } from "@stagecraft/observability/metrics";

type SweepDependencies = {
  readonly database: Database;
  readonly metrics: Metrics;
  readonly now: () => Date;
};

/** Numbers of orders. */
export type Swept = {
  readonly republished: number;
  readonly swept: number;
  readonly released: number;
  readonly handedOver: number;
};

const minuteMs = 60_000;

/** An order that is `placed` for longer is heard of again: its workflow starts once, whatever comes twice. */
const republishAfterMs = 10 * minuteMs;

/** One that is `placed` for longer ends as `failed`. No workflow runs that long, so none is about to take it up. */
const failAfterMs = 6 * 60 * minuteMs;

/**
 * One that is `accepted` for longer goes to a person. Its workflow began within `failAfterMs` and is ended after 4 hours
 * (infra/order-workflow.ts), so none is at it; it ended without a word of the order, whether stock is reserved or not.
 */
const handOverAfterMs = 12 * 60 * minuteMs;

/** No further work is begun with less time left. */
const reserveMs = 10_000;

/**
 * Looks after orders that hang: publishes the events again of those that nobody took up, ends those that nobody will,
 * gives back what is reserved for workflows that never came to their end, and hands their orders to a person.
 */
export async function sweepOrders(
  { remainingMs }: Deadline,
  { database, metrics, now }: SweepDependencies,
): Promise<Swept> {
  const before = (ms: number) => new Date(now().getTime() - ms);

  /** Does a part of the work as often as it finds some, and counts the orders. */
  async function exhaust(work: () => Promise<readonly unknown[]>): Promise<number> {
    let count = 0;
    while (remainingMs() > reserveMs) {
      const done = await work();
      if (done.length === 0) break;
      count += done.length;
    }
    return count;
  }

  const swept = await exhaust(async () => {
    const work = database.transaction(async (db) => ({
      ok: true,
      ids: await failStuck(db, before(failAfterMs), now()),
    }));
    return (await work).ids;
  });
  const republished = await exhaust(() =>
    database.run((db) => republishStuck(db, ordersQueueDestination, before(republishAfterMs))),
  );
  const released = await exhaust(async () => {
    const work = database.transaction(async (db) => ({
      ok: true,
      ids: await releaseExpired(db, now()),
    }));
    return (await work).ids;
  });
  const handedOver = await exhaust(async () => {
    const work = database.transaction(async (db) => ({
      ok: true,
      ids: await handOverStuck(db, before(handOverAfterMs), now()),
    }));
    return (await work).ids;
  });
  const needAttention = released + handedOver;

  if (swept > 0) metrics.add("OrderSwept", swept);
  if (republished > 0) metrics.add("OrderRepublished", republished);
  if (needAttention > 0) metrics.add("OrderNeedsAttention", needAttention);
  return { republished, swept, released, handedOver };
}
