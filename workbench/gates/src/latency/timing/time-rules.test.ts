import { expect, test } from "vitest";
import type { TimingSeen } from "../../evidence.ts";
import { type TimeFacts, timeRules } from "./time-rules.ts";
import { warmRatios } from "./warm-ratios.ts";

const band = (lowest: number, highest: number) => ({ runs: 20, lowest, highest });
const bands = {
  init: { Orders: band(3, 3.2), Worker: band(2, 2.1) },
  warm: { "POST /orders": band(0.04, 0.05), Worker: band(0.02, 0.03) },
};

/** Of a function with a route and one without, whose init takes 100 ms. */
const seen = (routeMs: readonly number[], workerMs: readonly number[] = []): TimingSeen => ({
  functions: {
    Orders: { initCpuMs: [100, 100, 130], warmCpuMs: routeMs },
    Worker: { initCpuMs: [100], warmCpuMs: workerMs },
  },
  routes: {
    "POST /orders": { functionName: "Orders", warmCpuMs: routeMs, durationMs: routeMs },
  },
  workflows: {},
});
const times = (ms: number, count = 8) => Array.from({ length: count }, () => ms);

const check = (given: Partial<TimeFacts>) =>
  timeRules
    .flatMap((rule) => rule({ bands, init: new Map(), warm: [], ...given }))
    .map(({ rule, severity, resource, message }) => ({ rule, severity, resource, message }));

test.each<[string, Partial<TimeFacts>]>([
  ["an init within its band", { init: new Map([["Orders", 3.1]]) }],
  ["an init a little above its band", { init: new Map([["Orders", 3.5]]) }],
  ["an init that got faster", { init: new Map([["Orders", 1.5]]) }],
  ["invocations within their band", { warm: warmRatios(seen(times(5), times(2))) }],
  ["an invocation that is slow once in a while", { warm: warmRatios(seen([...times(5), 90, 95])) }],
  ["few slow invocations", { warm: warmRatios(seen(times(50, 7))) }],
])("%s passes", (_what, given) => {
  expect(check(given)).toEqual([]);
});

test.each<[string, string, string, Partial<TimeFacts>]>([
  [
    "slow-init",
    "warning",
    "3.60 times that of an empty handler; in 20 runs it was 3.00 to 3.20",
    { init: new Map([["Orders", 3.6]]) },
  ],
  [
    "slow-init",
    "error",
    "4.30 times that of an empty handler",
    { init: new Map([["Orders", 4.3]]) },
  ],
  [
    "slow-invocation",
    "warning",
    "A warm invocation of POST /orders computed for 9.00 ms, 0.090 of its init",
    { warm: warmRatios(seen(times(9))) },
  ],
  [
    "slow-invocation",
    "error",
    "A warm invocation of POST /orders computed for 25.0 ms, 0.25 of its init; in 20 runs it was 0.040 to 0.050",
    { warm: warmRatios(seen(times(25))) },
  ],
])("latency/%s, %s: %s", (rule, severity, message, given) => {
  expect(check(given)).toEqual([
    {
      rule: `latency/${rule}`,
      severity,
      resource: "Orders",
      message: expect.stringContaining(message),
    },
  ]);
});

test("a function that answers no route is judged by all its invocations", () => {
  expect(check({ warm: warmRatios(seen([], times(30))) })).toEqual([
    expect.objectContaining({
      rule: "latency/slow-invocation",
      severity: "error",
      resource: "Worker",
      message: expect.stringContaining("A warm invocation computed for 30.0 ms"),
    }),
  ]);
});

test("what was never recorded is named once", () => {
  const given = { bands: { init: {}, warm: {} }, init: new Map([["Worker", 2]]) };
  expect(check({ ...given, warm: warmRatios(seen([], times(30))) })).toEqual([
    expect.objectContaining({
      rule: "latency/missing-time-band",
      severity: "warning",
      resource: "Worker",
    }),
  ]);
});
