import type { EventId, OrderId } from "@stagecraft/contracts/ids";
import { and, asc, eq, inArray, isNull, lt, min, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../connection.ts";
import { outbox } from "../schema.ts";

/** An event that is not published at its destination, as it was stored. */
export type DueEvent = {
  readonly id: EventId;
  readonly orderId: OrderId;
  readonly event: unknown;
};

export function outboxRepository(db: Db) {
  return {
    /**
     * Locks due events, oldest first, until the transaction ends; concurrent calls get other events. An event is due when it is
     * older than `createdBefore` and all earlier events of its order are published at this destination. So there is at most one
     * event of an order.
     */
    async claim(
      destination: string,
      { createdBefore, limit }: { createdBefore: Date; limit: number },
    ): Promise<DueEvent[]> {
      const earlier = alias(outbox, "earlier");
      return db
        .select({ id: outbox.id, orderId: outbox.orderId, event: outbox.event })
        .from(outbox)
        .where(
          and(
            eq(outbox.destination, destination),
            isNull(outbox.publishedAt),
            lt(outbox.createdAt, createdBefore),
            notExists(
              db
                .select({ one: sql`1` })
                .from(earlier)
                .where(
                  and(
                    eq(earlier.destination, outbox.destination),
                    eq(earlier.orderId, outbox.orderId),
                    lt(earlier.orderVersion, outbox.orderVersion),
                    isNull(earlier.publishedAt),
                  ),
                ),
            ),
          ),
        )
        .orderBy(asc(outbox.createdAt))
        .limit(limit)
        .for("update", { of: outbox, skipLocked: true });
    },

    async markPublished(destination: string, ids: readonly EventId[], now: Date): Promise<void> {
      await db
        .update(outbox)
        .set({ publishedAt: now })
        .where(and(eq(outbox.destination, destination), inArray(outbox.id, [...ids])));
    },

    /** When the oldest unpublished event was stored; null when all are published. */
    async oldestDue(destination: string): Promise<Date | null> {
      const [row] = await db
        .select({ createdAt: min(outbox.createdAt) })
        .from(outbox)
        .where(and(eq(outbox.destination, destination), isNull(outbox.publishedAt)));
      return row?.createdAt ?? null;
    },
  };
}
