import type { Plan, Resource } from "@stagecraft/plan/plan";
import { planOf, type TestResource } from "@stagecraft/plan/testing/plan-of";

const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:jobs";

function routeOf(routeKey: string, inputs: Resource["inputs"] = {}): TestResource {
  const id = routeKey.replaceAll(/\W/g, "").toLowerCase();
  return [
    "aws:apigatewayv2/route:Route",
    `${routeKey}Route`,
    { apiId: "a1b2c3", routeKey, target: "integrations/i1", ...inputs },
    { id },
  ];
}

/** A Plan with an HTTP API of three routes, and the given settings of its stage. */
export function planWithApi(stage: Resource["inputs"] = {}): Plan {
  return planOf(
    [
      "aws:apigatewayv2/api:Api",
      "Api",
      { name: "jobs", protocolType: "HTTP", corsConfiguration: {}, tags: { owner: "jobs team" } },
      {
        id: "a1b2c3",
        apiEndpoint: "https://a1b2c3.execute-api.us-east-1.amazonaws.com",
        executionArn: "arn:aws:execute-api:us-east-1:123456789012:a1b2c3",
      },
    ],
    [
      "aws:apigatewayv2/stage:Stage",
      "Stage",
      { apiId: "a1b2c3", name: "$default", autoDeploy: true, ...stage },
    ],
    [
      "aws:apigatewayv2/integration:Integration",
      "Integration",
      { apiId: "a1b2c3", integrationUri: functionArn },
      { id: "i1" },
    ],
    routeOf("POST /jobs"),
    routeOf("GET /jobs/{id}", { authorizationType: "AWS_IAM" }),
    routeOf("$default"),
  );
}
