import * as z from "zod";
import { domain } from "./system.ts";

/** Every problem of the HTTP API by its slug. */
export const problems = {
  "invalid-json": { status: 400, title: "The body is not valid JSON" },
  "missing-idempotency-key": { status: 400, title: "The Idempotency-Key header is missing" },
  "invalid-idempotency-key": { status: 400, title: "The Idempotency-Key header is not valid" },
  "invalid-cursor": { status: 400, title: "The cursor does not belong to this list" },
  unauthorized: { status: 401, title: "A valid token is needed" },
  forbidden: { status: 403, title: "The token does not allow this" },
  "order-not-found": { status: 404, title: "There is no such order" },
  "route-not-found": { status: 404, title: "There is no such route" },
  "order-already-cancelled": { status: 409, title: "The order is already cancelled" },
  "order-not-cancellable": { status: 409, title: "The order can no longer be cancelled" },
  "order-not-returnable": { status: 409, title: "The order cannot be returned now" },
  "return-exceeds-order": { status: 409, title: "More would be returned than was sold" },
  "unsupported-media-type": { status: 415, title: "The body must be application/json" },
  "invalid-request": { status: 422, title: "The request does not match its schema" },
  "idempotency-key-reused": { status: 422, title: "The key belongs to another request" },
  internal: { status: 500, title: "Something went wrong here" },
  "service-unavailable": { status: 503, title: "The service cannot answer now" },
} as const;

export type ProblemSlug = keyof typeof problems;

/** An invalid part of the request; `path` joins its keys with dots: `lines.0.quantity`. */
export const ProblemError = z.object({ path: z.string(), message: z.string() });
export type ProblemError = z.infer<typeof ProblemError>;

/** RFC 9457 problem details, sent as `application/problem+json`. */
export const Problem = z.object({
  type: z.url(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  errors: z.array(ProblemError).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** A problem with that slug. The caller reads `detail`: it never contains a cause or a stack. */
export function toProblem(
  slug: ProblemSlug,
  detail: string,
  more: { readonly instance?: string; readonly errors?: ProblemError[] } = {},
): Problem {
  const { status, title } = problems[slug];
  return { type: `https://${domain}/problems/${slug}`, title, status, detail, ...more };
}
