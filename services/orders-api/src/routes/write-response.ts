import { leanResponse } from "@stagecraft/lambda/lean-response";
import { problemResponse } from "@stagecraft/lambda/problem-response";
import type { WriteResponse } from "../stored-response.ts";

/** The HTTP response to a write. */
export function writeResponse(
  { response, isRepeated }: WriteResponse,
  headers: Record<string, string> = {},
): Response {
  return leanResponse({
    ...response,
    headers: {
      "content-type": "application/json",
      ...(isRepeated && { "idempotency-replayed": "true" }),
      ...headers,
    },
  });
}

export function keyReused(): Response {
  return problemResponse(
    "idempotency-key-reused",
    "This key was used for another request. Repeat that request, or use a new key.",
  );
}
