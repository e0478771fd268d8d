import { Fault } from "@stagecraft/contracts/fault";
import { and, eq } from "drizzle-orm";
import type { Db } from "./connection.ts";
import { idempotencyRecords } from "./schema.ts";

/** A caller's key for one write. `requestHash` tells whether a repeated key repeats its request. */
export type Claim = {
  readonly customerId: string;
  readonly operation: string;
  readonly key: string;
  readonly requestHash: string;
};

/** An answer to keep: its HTTP status and the text of its body. */
export type Answer = { readonly status: number; readonly body: string };

export type FirstAnswer = Answer & { readonly requestHash: string };

export function idempotencyRepository(db: Db) {
  const isClaim = ({ customerId, operation, key }: Claim) =>
    and(
      eq(idempotencyRecords.customerId, customerId),
      eq(idempotencyRecords.operation, operation),
      eq(idempotencyRecords.key, key),
    );

  return {
    /**
     * Takes the key within the running transaction. False: another has it. While the other is
     * still at work this waits for the end of its transaction.
     */
    async claim(claim: Claim, now: Date): Promise<boolean> {
      const { rowCount } = await db
        .insert(idempotencyRecords)
        .values({ ...claim, createdAt: now })
        .onConflictDoNothing();
      return rowCount === 1;
    },

    /** Keeps the answer to a key that this transaction has claimed. */
    async keepAnswer(claim: Claim, answer: Answer): Promise<void> {
      await db.update(idempotencyRecords).set(answer).where(isClaim(claim));
    },

    /** The answer that was given to a key which `claim` found taken. */
    async firstAnswer(claim: Claim): Promise<FirstAnswer> {
      const [found] = await db.select().from(idempotencyRecords).where(isClaim(claim));
      if (found?.status == null || found.body == null) {
        throw new Fault("idempotency.no-answer", { retry: true });
      }
      return { requestHash: found.requestHash, status: found.status, body: found.body };
    },
  };
}
