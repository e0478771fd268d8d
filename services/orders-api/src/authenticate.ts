import { CustomerId } from "@stagecraft/contracts/customer-id";
import type { Scope } from "@stagecraft/contracts/http-operations";
import type { HttpBindings } from "@stagecraft/lambda/http";
import { problemResponse } from "@stagecraft/lambda/problem-response";
import type { MiddlewareHandler } from "hono";
import type { RequestContext } from "./routes/route.ts";

/**
 * Takes the customer from the claims that the API's authorizer has verified. The API checked the
 * scope too; it is looked at again in case a route was declared without its authorizer.
 */
export function authenticate(scope: Scope): MiddlewareHandler {
  return async (c: RequestContext, next) => {
    const { sub, scope: scopes } = claimsOf(c.env?.event);
    const customerId = CustomerId.safeParse(sub);
    if (!customerId.success) {
      return problemResponse("unauthorized", "The request carries no token of a customer.");
    }
    if (typeof scopes !== "string" || !scopes.split(" ").some((given) => isOf(scope, given))) {
      return problemResponse("forbidden", `The token lacks the scope ${scope}.`);
    }
    c.set("customerId", customerId.data);
    return next();
  };
}

/** Some issuers write their resource server before it: `stagecraft/orders:read`. Which one it must be is the API's to say. */
function isOf(scope: Scope, given: string): boolean {
  return given === scope || given.endsWith(`/${scope}`);
}

function claimsOf(event?: HttpBindings["event"]): { sub?: unknown; scope?: unknown } {
  return event && "authorizer" in event.requestContext
    ? event.requestContext.authorizer.jwt.claims
    : {};
}
