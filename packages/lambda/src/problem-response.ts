import { type ProblemError, type ProblemSlug, toProblem } from "@stagecraft/contracts/problem";
import { leanResponse } from "./lean-response.ts";

/** The HTTP response for a problem. */
export function problemResponse(
  slug: ProblemSlug,
  detail: string,
  {
    headers,
    ...more
  }: {
    readonly instance?: string;
    readonly errors?: ProblemError[];
    readonly headers?: { readonly [name: string]: string };
  } = {},
): Response {
  const problem = toProblem(slug, detail, more);
  return leanResponse({
    status: problem.status,
    headers: { "content-type": "application/problem+json", ...headers },
    body: JSON.stringify(problem),
  });
}
