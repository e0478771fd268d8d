import type { Plan } from "@stagecraft/plan/plan";
import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";

/** Finds the HTTP API with the route `POST /orders`. */
export function ordersApiOf(plan: Plan): HttpApiDefinition | undefined {
  return httpApisOf(plan).find(({ routes }) =>
    routes.some(({ routeKey }) => routeKey === "POST /orders"),
  );
}
