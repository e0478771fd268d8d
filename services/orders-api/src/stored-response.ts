import type { Db } from "@stagecraft/database/connection";
import {
  type IdempotentRequest,
  idempotencyRepository,
  type StoredResponse,
} from "@stagecraft/database/idempotency-repository";

/** The response to a write with a key; `isRepeated`: an earlier request with the key got it first. */
export type WriteResponse = {
  readonly ok: true;
  readonly response: StoredResponse;
  readonly isRepeated: boolean;
};

export type KeyReused = { readonly ok: false; readonly reason: "key-reused" };

/** The stored response to a key that was used before, if the request is the same. */
export async function readStoredResponse(
  db: Db,
  request: IdempotentRequest,
): Promise<WriteResponse | KeyReused> {
  const { requestHash, response } = await idempotencyRepository(db).findResponse(request);
  return requestHash === request.requestHash
    ? { ok: true, response, isRepeated: true }
    : { ok: false, reason: "key-reused" };
}
