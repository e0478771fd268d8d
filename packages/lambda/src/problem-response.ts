import { type ProblemError, type ProblemSlug, toProblem } from "@stagecraft/contracts/problem";

/** The HTTP response for a problem. */
export function problemResponse(
  slug: ProblemSlug,
  detail: string,
  more: { readonly instance?: string; readonly errors?: ProblemError[] } = {},
): Response {
  const problem = toProblem(slug, detail, more);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "content-type": "application/problem+json" },
  });
}
