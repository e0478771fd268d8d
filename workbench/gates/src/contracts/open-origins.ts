import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import type { Finding } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";

/**
 * APIs that let the pages of every site call them from a browser.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function openOrigins({ plan }: ContractFacts): readonly Finding[] {
  return httpApisOf(plan)
    .filter(({ cors }) => cors?.allowOrigins.includes("*"))
    .map(({ logicalName }) => ({
      rule: "contracts/open-origins",
      severity: "error",
      resource: logicalName,
      message:
        "Pages of every site may call it in a browser, with what the browser holds of its user.",
      fix: "Name the origins of your own pages in cors.allowOrigins, or set cors: false",
    }));
}
