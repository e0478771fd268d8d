import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import type { Contract } from "../../contracts/declarations.ts";
import { provisionedFacts } from "./provisioned-facts.ts";
import { provisionedPrice } from "./provisioned-price.ts";
import { provisionedRules, provisionedText } from "./provisioned-rules.ts";

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:shop-orders";
const program = (environments: number) => {
  const config = {
    functionName: "shop-orders",
    qualifier: "1",
    provisionedConcurrentExecutions: environments,
  };
  const plan = planOf(
    [
      "aws:lambda/function:Function",
      "Orders",
      {
        name: "shop-orders",
        role: "r",
        runtime: "nodejs24.x",
        memorySize: 1_024,
        architectures: ["arm64"],
      },
      { arn },
    ],
    [
      "aws:apigatewayv2/api:Api",
      "Api",
      { name: "api", protocolType: "HTTP" },
      {
        id: "api",
        apiEndpoint: "https://api",
        executionArn: "arn:aws:execute-api:eu-west-1:1:api",
      },
    ],
    [
      "aws:apigatewayv2/integration:Integration",
      "Work",
      { apiId: "api", integrationUri: arn },
      { id: "work" },
    ],
    [
      "aws:apigatewayv2/route:Route",
      "Post",
      { apiId: "api", routeKey: "POST /orders", target: "integrations/work" },
    ],
    ...(environments > 0
      ? [
          [
            "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
            "Ready",
            config,
          ] as const,
        ]
      : []),
  );
  return { ...plan, bundles: { Orders: functionNamed("orders").bundle } };
};

const promise = (p99Ms: number, measured: string) =>
  ({
    via: { kind: "http", api: "Api", route: "POST /orders", repeatsForSeconds: null },
    latency: { p95Ms: p99Ms, p99Ms, measured },
  }) as unknown as Contract;

/** A cold start of 118 ms x 4 = 472 ms. */
const facts = (environments: number, contract: Contract) =>
  provisionedFacts(program(environments), [contract], new Map([["Orders", 4]]));
const check = (environments: number, contract: Contract) =>
  provisionedRules.flatMap((rule) => rule(facts(environments, contract)));

test.each<[string, number, Contract]>([
  ["an objective of warm requests", 0, promise(300, "at the API, warm")],
  ["an objective that a cold start keeps", 0, promise(500, "at the API")],
  ["provisioned environments that an objective demands", 2, promise(300, "at the API")],
])("%s passes", (_what, environments, contract) => {
  expect(check(environments, contract)).toEqual([]);
});

test.each<[string, string, string, number, Contract]>([
  [
    "missing-provisioned-concurrency",
    "error",
    "POST /orders promises 300 ms (p99) for cold requests too, and a cold start on AWS takes about 472 ms",
    0,
    promise(300, "at the API"),
  ],
  [
    "idle-provisioned-concurrency",
    "warning",
    "Its 2 provisioned environments cost about 17.52 USD a month, and no objective demands them",
    2,
    promise(300, "at the API, warm"),
  ],
])("latency/%s, %s: %s", (rule, severity, message, environments, contract) => {
  expect(check(environments, contract)).toEqual([
    expect.objectContaining({
      rule: `latency/${rule}`,
      severity,
      resource: "Orders",
      message: expect.stringContaining(message),
    }),
  ]);
});

// 1 GB x 730 h x 3,600 s x 0.0000033334
test("an environment of 1 GB costs 8.76 dollars a month", () => {
  expect(provisionedPrice({ memoryMb: 1_024, architecture: "arm64" }, 1)).toBeCloseTo(8.76, 2);
});

test("what was judged is in the figures", () => {
  expect(provisionedText(facts(0, promise(300, "at the API, warm")))).toBe(
    "Orders: objectives are warm, cold start about 472 ms, has 0 (one costs 8.76 USD a month)",
  );
});
