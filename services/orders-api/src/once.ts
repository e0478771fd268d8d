import type { Db } from "@stagecraft/database/connection";
import {
  type Answer,
  type Claim,
  idempotencyRepository,
} from "@stagecraft/database/idempotency-repository";
import type { Dependencies } from "./dependencies.ts";
import { type Answered, type KeyReused, replay } from "./replay.ts";

type Outcome =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly reason: string };

/**
 * Does the work once for its key, in one transaction with the answer. What is refused changes
 * nothing and leaves the key free, so that the same request may succeed later.
 */
export function once<Done extends Outcome>(
  claim: Claim,
  work: (db: Db) => Promise<Done>,
  { database, now }: Pick<Dependencies, "database" | "now">,
): Promise<Answered | KeyReused | Extract<Done, { ok: false }>> {
  return database.transaction(async (db) => {
    const idempotency = idempotencyRepository(db);
    if (!(await idempotency.claim(claim, now()))) return replay(db, claim);
    const done = await work(db);
    if (!done.ok) return done as Extract<Done, { ok: false }>;
    await idempotency.keepAnswer(claim, done.answer);
    return { ok: true, answer: done.answer, replayed: false };
  });
}
