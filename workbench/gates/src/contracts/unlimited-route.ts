import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import type { Finding } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";

/**
 * Routes without throttling of their own or of their API: one caller may use up the requests of all APIs of the account and region.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export function unlimitedRoute({ plan }: ContractFacts): readonly Finding[] {
  return httpApisOf(plan).flatMap(({ logicalName, routes }) =>
    routes
      .filter(({ throttle }) => throttle === undefined)
      .map(({ routeKey }) => ({
        rule: "contracts/unlimited-route",
        severity: "error",
        resource: `${logicalName} ${routeKey}`,
        message: "Only the account's limit of requests applies, which all APIs share.",
        fix: "In the API's stage: defaultRouteSettings: { throttlingRateLimit, throttlingBurstLimit }",
      })),
  );
}
