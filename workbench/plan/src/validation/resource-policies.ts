import type { Plan } from "../plan.ts";
import { httpApisOf } from "../resources/api-gateway/http-apis.ts";
import { resourcePoliciesOf } from "../resources/iam/resource-policies.ts";
import { qualifiedArn } from "../resources/lambda/function-arn.ts";
import type { ValidationError } from "./validation-error.ts";

/** Routes whose function has no resource policy that allows API Gateway to invoke it: every request would end in a 500. */
export function resourcePolicyErrors(plan: Plan): readonly ValidationError[] {
  const policies = resourcePoliciesOf(plan);
  return httpApisOf(plan).flatMap((api) =>
    api.routes
      .filter(({ functionArn }) => functionArn.startsWith("arn:aws:lambda:"))
      .map((route) => ({ ...route, arn: qualifiedArn(route) }))
      .filter(({ arn }) => {
        const text = JSON.stringify(policies.filter(({ resourceArn }) => resourceArn === arn));
        return !text.includes("apigateway.amazonaws.com");
      })
      .map(({ logicalName, routeKey, arn }) => ({
        resource: logicalName,
        message: `the route ${routeKey} leads to ${arn}, whose resource policy does not allow apigateway.amazonaws.com to invoke it`,
        page: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html",
      })),
  );
}
