import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import type { HttpApiReport } from "../api-gateway/http-api-report.ts";
import { createMeter } from "./meter.ts";
import { meterRequests } from "./meter-requests.ts";

const logArn = "arn:aws:logs:eu-west-1:123456789012:log-group:access";
const format = '{"requestId":"$context.requestId"}';
const plan = planOf([
  "aws:apigatewayv2/stage:Stage",
  "ApiStage",
  { apiId: "a1", accessLogSettings: { destinationArn: logArn, format } },
]);

const report: HttpApiReport = {
  kind: "http-request",
  apiId: "a1",
  requestId: "r",
  requestTimeMs: 1_000,
  method: "POST",
  path: "/pictures",
  status: 200,
  requestBytes: 100,
  responseBytes: 20,
  durationMs: 12,
};

function used(given: Partial<HttpApiReport>) {
  const meter = createMeter(plan);
  meterRequests(meter, plan, { apiId: "a1" })({ ...report, ...given });
  return Object.fromEntries(
    meter.uses().map(({ name, unit, amount }) => [`${name} ${unit}`, amount]),
  );
}

// https://aws.amazon.com/api-gateway/pricing/: 512 KB are one request.
test("a request counts with its egress and its line in the access log", () => {
  expect(used({})).toEqual({
    "a1 http-api-requests": 1,
    "a1 internet-egress-bytes": 20,
    [`${logArn} log-bytes`]: format.length,
  });
});

test("each 512 KB of the larger body is a request", () => {
  expect(used({ requestBytes: 4.5 * 1_024 * 1_024 })["a1 http-api-requests"]).toBe(9);
  expect(used({ responseBytes: 600 * 1_024 })["a1 http-api-requests"]).toBe(2);
});
