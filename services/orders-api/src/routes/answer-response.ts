import type { Answer } from "@stagecraft/database/idempotency-repository";
import { problemResponse } from "@stagecraft/lambda/problem-response";

/** The HTTP answer of a write, given for the first time or again. */
export function answerResponse(
  { answer, replayed }: { answer: Answer; replayed: boolean },
  headers: Record<string, string> = {},
): Response {
  return new Response(answer.body, {
    status: answer.status,
    headers: {
      "content-type": "application/json",
      ...(replayed && { "idempotency-replayed": "true" }),
      ...headers,
    },
  });
}

export function keyReused(): Response {
  return problemResponse(
    "idempotency-key-reused",
    "This key was used for another request. Repeat that one, or take a new key.",
  );
}
