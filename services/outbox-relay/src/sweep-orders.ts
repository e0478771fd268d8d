import { placedLimitSeconds } from "@stagecraft/contracts/placed-limit";
import type { Database } from "@stagecraft/database/connection";
import { ordersQueueDestination } from "@stagecraft/database/outbox/outbox-events";
import { releaseExpired } from "@stagecraft/database/stock-repository";
import { failStuck, handOverStuck, republishStuck } from "@stagecraft/database/stuck-orders";
import type { Deadline } from "@stagecraft/lambda/invocation";
import type { Metrics } from "@stagecraft/lambda/telemetry";

type SweepDependencies = {
  readonly database: Database;
  readonly metrics: Metrics;
  readonly now: () => Date;
};

/** The numbers of orders. */
export type Swept = {
  readonly republished: number;
  readonly swept: number;
  readonly released: number;
  readonly handedOver: number;
};

const minuteMs = 60_000;

/** The event of an order that is `placed` for longer is published again. Its workflow starts only once. */
const republishAfterMs = 10 * minuteMs;

/** An order that is `placed` for longer fails. No execution runs that long, so that none will change the order. */
const failAfterMs = placedLimitSeconds * 1_000;

/**
 * An order that is `accepted` for longer needs attention. Its execution began within `failAfterMs` and timed out after 4 hours
 * (packages/contracts/src/contracts/order-workflow.ts), so it has ended without a final status for the order.
 */
const handOverAfterMs = 12 * 60 * minuteMs;

/** No more work begins with less time left. */
const reserveMs = 10_000;

/**
 * Resolves stuck orders: publishes the events of orders whose workflow did not start again, fails those whose workflow will not
 * start, releases expired reservations, and marks orders whose workflow did not end as `needs-attention`.
 */
export async function sweepOrders(
  { remainingMs }: Deadline,
  { database, metrics, now }: SweepDependencies,
): Promise<Swept> {
  const before = (ms: number) => new Date(now().getTime() - ms);

  /** Repeats a part of the work until it finds no more orders, and counts them. */
  async function repeat(work: () => Promise<readonly unknown[]>): Promise<number> {
    let count = 0;
    while (remainingMs() > reserveMs) {
      const done = await work();
      if (done.length === 0) break;
      count += done.length;
    }
    return count;
  }

  const swept = await repeat(() =>
    database.transaction((db) => failStuck(db, before(failAfterMs), now())),
  );
  const republished = await repeat(() =>
    database.run((db) => republishStuck(db, ordersQueueDestination, before(republishAfterMs))),
  );
  const released = await repeat(() => database.transaction((db) => releaseExpired(db, now())));
  const handedOver = await repeat(() =>
    database.transaction((db) => handOverStuck(db, before(handOverAfterMs), now())),
  );
  const needAttention = released + handedOver;

  if (swept > 0) metrics.add("OrderSwept", swept);
  if (republished > 0) metrics.add("OrderRepublished", republished);
  if (needAttention > 0) metrics.add("OrderNeedsAttention", needAttention);
  return { republished, swept, released, handedOver };
}
