import { httpApisOf } from "@stagecraft/plan/http-apis";
import type { Plan } from "@stagecraft/plan/plan";

/** Whose tokens the program's API takes. */
export function tokenSettings(plan: Plan): { readonly issuer: string; readonly audience: string } {
  const authorizer = httpApisOf(plan)
    .flatMap(({ routes }) => routes)
    .find((route) => route.authorizer)?.authorizer;
  const [audience] = authorizer?.audiences ?? [];
  if (!authorizer || !audience) throw new Error("The program has no route with a JWT authorizer.");
  return { issuer: authorizer.issuer, audience };
}
