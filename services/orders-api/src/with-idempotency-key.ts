import type { Db } from "@stagecraft/database/connection";
import {
  type IdempotentRequest,
  idempotencyRepository,
  type StoredResponse,
} from "@stagecraft/database/idempotency-repository";
import type { Dependencies } from "./dependencies.ts";
import { type KeyReused, readStoredResponse, type WriteResponse } from "./stored-response.ts";

type Outcome =
  | { readonly ok: true; readonly response: StoredResponse }
  | { readonly ok: false; readonly reason: string };

/** Rolls the transaction back, and carries the outcome out of it. */
class Refusal<Refused> extends Error {
  readonly outcome: Refused;

  constructor(outcome: Refused) {
    super("The write was refused");
    this.name = "Refusal";
    this.outcome = outcome;
  }
}

/**
 * Runs the work once for its key, in one transaction that stores the response as well. A refused write changes nothing and does not
 * use the key up, so that the same request may succeed later.
 */
export async function withIdempotencyKey<Done extends Outcome>(
  request: IdempotentRequest,
  work: (db: Db) => Promise<Done>,
  { database, now }: Pick<Dependencies, "database" | "now">,
): Promise<WriteResponse | KeyReused | Extract<Done, { ok: false }>> {
  type Refused = Extract<Done, { ok: false }>;
  try {
    return await database.transaction(async (db) => {
      const idempotency = idempotencyRepository(db);
      if (!(await idempotency.insertKey(request, now()))) return readStoredResponse(db, request);
      const done = await work(db);
      if (!done.ok) throw new Refusal(done as Refused);
      await idempotency.storeResponse(request, done.response);
      return { ok: true, response: done.response, isRepeated: false };
    });
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.outcome as Refused;
    throw thrown;
  }
}
