import type { RouteThrottle } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { expect, test } from "vitest";
import { createManualClock } from "../common/testing/manual-clock.ts";
import { createTokenBucket } from "../common/token-bucket.ts";
import { createThrottle } from "./throttle.ts";

function open(
  routes: { [routeKey: string]: RouteThrottle | undefined },
  account = { rate: 10_000, burst: 5_000 },
) {
  const { nowMs, advance } = createManualClock();
  const bucket = createTokenBucket(account.rate, nowMs, account.burst);
  const throttle = createThrottle((routeKey) => routes[routeKey], bucket, nowMs);
  const passed = (routeKey: string, requests: number) =>
    Array.from({ length: requests }, () => throttle(routeKey)).filter(Boolean).length;
  return { advance, passed };
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
test("a route allows a burst, and then its rate", () => {
  const { advance, passed } = open({ "GET /a": { requestsPerSecond: 50, burst: 100 } });
  expect(passed("GET /a", 200)).toBe(100);
  advance(100);
  expect(passed("GET /a", 200)).toBe(5);
  advance(60_000);
  expect(passed("GET /a", 200)).toBe(100);
});

test("each route has its own bucket", () => {
  const limit = { requestsPerSecond: 1, burst: 2 };
  const { passed } = open({ "GET /a": limit, "GET /b": limit });
  expect([passed("GET /a", 3), passed("GET /b", 3)]).toEqual([2, 2]);
});

test("a limit of 0 allows nothing", () => {
  expect(open({ "GET /a": { requestsPerSecond: 0, burst: 0 } }).passed("GET /a", 1)).toBe(0);
});

test("a changed limit applies to the next request, and the same limit again changes nothing", () => {
  const routes = { "GET /a": { requestsPerSecond: 1, burst: 2 } };
  const { passed } = open(routes);
  expect(passed("GET /a", 1)).toBe(1);
  routes["GET /a"] = { requestsPerSecond: 1, burst: 2 };
  expect(passed("GET /a", 2)).toBe(1);
  routes["GET /a"] = { requestsPerSecond: 0, burst: 0 };
  expect(passed("GET /a", 1)).toBe(0);
  routes["GET /a"] = { requestsPerSecond: 1, burst: 2 };
  expect(passed("GET /a", 3)).toBe(2);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
test("all routes share the account's limit, and a request that a route refuses does not count", () => {
  const limit = { requestsPerSecond: 1, burst: 1 };
  const { advance, passed } = open({ "GET /a": limit, "GET /b": undefined });
  expect(passed("GET /a", 1_000)).toBe(1);
  expect(passed("GET /b", 10_000)).toBe(4_999);
  advance(10);
  expect(passed("GET /b", 1_000)).toBe(100);
});
