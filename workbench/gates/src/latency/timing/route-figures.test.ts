import { expect, test } from "vitest";
import type { TimingSeen } from "../../evidence.ts";
import { routeFigures } from "./route-figures.ts";

const times = (ms: number, count = 8) => Array.from({ length: count }, () => ms);
const route = (durationMs: readonly number[]) => ({
  functionName: "Orders",
  warmCpuMs: durationMs,
  durationMs,
});
const seen: TimingSeen = {
  functions: {},
  routes: {
    "GET /health": route(times(2)),
    "POST /orders": route([...times(5), 20]),
    "GET /rare": route(times(9, 7)),
  },
  workflows: { Workflow: { durationMs: times(40) } },
};

test("each route and workflow has its percentiles, the objective and the cold start of its function", () => {
  const objectives = new Map([
    ["POST /orders", { p95Ms: 300, p99Ms: 800 }],
    ["Workflow", { p95Ms: 10_000, p99Ms: 60_000 }],
  ]);
  expect(routeFigures(seen, { objectives, init: new Map([["Orders", 3]]) })).toEqual({
    "GET /health, p50/p95/p99": "2.0/2.0/2.0 ms; the least; cold on AWS about 354 ms more",
    "POST /orders, p50/p95/p99":
      "5.0/20.0/20.0 ms; 2.5/10.0/10.0 times GET /health; objective -/300/800 ms; cold on AWS about 354 ms more",
    "Workflow, p50/p95/p99":
      "40.0/40.0/40.0 ms; 20.0/20.0/20.0 times GET /health; objective -/10000/60000 ms",
  });
});

test("without any request there is nothing to compare with", () => {
  const init = new Map();
  const nothing = { functions: {}, routes: {}, workflows: seen.workflows };
  expect(routeFigures(nothing, { objectives: new Map(), init })).toEqual({});
});
