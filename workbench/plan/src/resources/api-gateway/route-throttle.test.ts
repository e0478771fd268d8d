import { expect, test } from "vitest";
import type { Resource } from "../../plan.ts";
import { routeSettingsOf } from "./route-settings.ts";
import { routeThrottle } from "./route-throttle.ts";

const stageWith = (inputs: Resource["inputs"]): Resource => ({
  type: "aws:apigatewayv2/stage:Stage",
  name: "Stage",
  inputs,
  outputs: {},
  parent: null,
  dependsOn: [],
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
test.each([
  ["an empty one leaves the account's limits", {}, undefined],
  [
    "the default route settings apply to every route",
    { defaultRouteSettings: { throttlingRateLimit: 50, throttlingBurstLimit: 100 } },
    { requestsPerSecond: 50, burst: 100 },
  ],
  [
    "a route's own settings have priority, each separately",
    {
      defaultRouteSettings: { throttlingRateLimit: 50, throttlingBurstLimit: 100 },
      routeSettings: [
        { routeKey: "GET /other", throttlingRateLimit: 1 },
        { routeKey: "GET /pets", throttlingRateLimit: 0.5 },
      ],
    },
    { requestsPerSecond: 0.5, burst: 100 },
  ],
  [
    "a missing value is the account's",
    { routeSettings: [{ routeKey: "GET /pets", throttlingBurstLimit: 3 }] },
    { requestsPerSecond: 10_000, burst: 3 },
  ],
])("stage settings: %s", (_what, inputs, throttle) => {
  const { defaults, routes } = routeSettingsOf(stageWith(inputs));
  expect(routeThrottle(defaults, routes["GET /pets"])).toEqual(throttle);
});
