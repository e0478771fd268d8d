import type { Db } from "@stagecraft/database/connection";
import {
  type Answer,
  type Claim,
  idempotencyRepository,
} from "@stagecraft/database/idempotency-repository";

/** What became of a write with a key: done now, or before and answered again. */
export type Answered = { readonly ok: true; readonly answer: Answer; readonly replayed: boolean };

export type KeyReused = { readonly ok: false; readonly reason: "key-reused" };

/** Answers a key that was taken before: as then, if the request is the same. */
export async function replay(db: Db, claim: Claim): Promise<Answered | KeyReused> {
  const first = await idempotencyRepository(db).firstAnswer(claim);
  return first.requestHash === claim.requestHash
    ? { ok: true, answer: first, replayed: true }
    : { ok: false, reason: "key-reused" };
}
