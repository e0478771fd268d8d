import type { Plan } from "@stagecraft/plan/plan";
import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";

/** The API that takes orders, whatever others the program has. */
export function ordersApiOf(plan: Plan): HttpApiDefinition | undefined {
  return httpApisOf(plan).find(({ routes }) =>
    routes.some(({ routeKey }) => routeKey === "POST /orders"),
  );
}
