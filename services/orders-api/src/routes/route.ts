import type { HttpBindings } from "@stagecraft/lambda/http";
import type { Context } from "hono";
import type { Dependencies } from "../dependencies.ts";

/** What `authenticate` sets for a route. */
export type RouteVariables = { customerId: string };

export type RequestContext = Context<{ Bindings: HttpBindings; Variables: RouteVariables }>;

/** Makes an operation's handler from the service's dependencies. */
export type Route = (
  dependencies: Dependencies,
) => (c: RequestContext) => Response | Promise<Response>;
