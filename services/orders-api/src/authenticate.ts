import { CustomerId } from "@stagecraft/contracts/customer-id";
import type { Scope } from "@stagecraft/contracts/http-operations";
import { problemResponse } from "@stagecraft/lambda/problem-response";
import type { MiddlewareHandler } from "hono";
import type { RequestContext } from "./routes/route.ts";

/**
 * Takes the customer from the claims that the API's authorizer, or the container, has verified. It has checked the scope as well; the
 * second check guards against a route that was declared without its authorizer.
 */
export function authenticate(scope: Scope): MiddlewareHandler {
  return async (c: RequestContext, next) => {
    const { sub, scope: scopes } = c.env?.claims ?? {};
    const customerId = CustomerId.safeParse(sub);
    if (!customerId.success) {
      return problemResponse("unauthorized", "The request has no token of a customer.");
    }
    if (typeof scopes !== "string" || !scopes.split(" ").some((given) => isOf(scope, given))) {
      return problemResponse("forbidden", `The token lacks the scope ${scope}.`);
    }
    c.set("customerId", customerId.data);
    return next();
  };
}

/** Some issuers write a prefix: `stagecraft/orders:read`. The API's authorizer checks the prefix. */
function isOf(scope: Scope, given: string): boolean {
  return given === scope || given.endsWith(`/${scope}`);
}
