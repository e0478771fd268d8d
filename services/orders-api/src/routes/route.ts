import type { HttpBindings } from "@stagecraft/lambda/http";
import type { Context } from "hono";
import type { Dependencies } from "../dependencies.ts";

export type RequestContext = Context<{
  Bindings: HttpBindings;
  Variables: { customerId: string };
}>;

/** Makes an operation's handler from what the service needs. */
export type Route = (
  dependencies: Dependencies,
) => (c: RequestContext) => Response | Promise<Response>;
