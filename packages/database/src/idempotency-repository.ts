import { Fault } from "@stagecraft/contracts/fault";
import { and, eq } from "drizzle-orm";
import type { Db } from "./connection.ts";
import { idempotencyRecords } from "./schema.ts";

/** A write with a key of its caller. `requestHash` shows whether a repeated key has the same request. */
export type IdempotentRequest = {
  readonly customerId: string;
  readonly operation: string;
  readonly key: string;
  readonly requestHash: string;
};

/** The response to a write, stored with its key: HTTP status and text of the body. */
export type StoredResponse = { readonly status: number; readonly body: string };

export function idempotencyRepository(db: Db) {
  const isOf = ({ customerId, operation, key }: IdempotentRequest) =>
    and(
      eq(idempotencyRecords.customerId, customerId),
      eq(idempotencyRecords.operation, operation),
      eq(idempotencyRecords.key, key),
    );

  return {
    /**
     * Inserts the key in the running transaction. False: the key exists. While another transaction has inserted it and is not
     * committed, this waits for its end.
     */
    async insertKey(request: IdempotentRequest, now: Date): Promise<boolean> {
      const { rowCount } = await db
        .insert(idempotencyRecords)
        .values({ ...request, createdAt: now })
        .onConflictDoNothing();
      return rowCount === 1;
    },

    /** Stores the response to a key that this transaction has inserted. */
    async storeResponse(request: IdempotentRequest, response: StoredResponse): Promise<void> {
      await db.update(idempotencyRecords).set(response).where(isOf(request));
    },

    /** The response to a key that `insertKey` found, and the hash of the request that got it. */
    async findResponse(
      request: IdempotentRequest,
    ): Promise<{ readonly requestHash: string; readonly response: StoredResponse }> {
      const [found] = await db.select().from(idempotencyRecords).where(isOf(request));
      if (found?.status == null || found.body == null) {
        throw new Fault("idempotency.no-answer", { retry: true });
      }
      const { requestHash, status, body } = found;
      return { requestHash, response: { status, body } };
    },
  };
}
