import type { Plan } from "@stagecraft/plan/plan";
import { ordersApiOf } from "./orders-api.ts";

/** Returns the issuer and audience that the orders API accepts. */
export function tokenSettings(plan: Plan): { readonly issuer: string; readonly audience: string } {
  const routes = ordersApiOf(plan)?.routes ?? [];
  const authorizer = routes.find((route) => route.authorizer)?.authorizer;
  const [audience] = authorizer?.audiences ?? [];
  if (!authorizer || !audience) throw new Error("The program has no route with a JWT authorizer.");
  return { issuer: authorizer.issuer, audience };
}
