import { expect, test } from "vitest";
import { type LoadReport, problemsOf } from "./load-report.ts";

const latency = (ms: number) => ({ count: 10, p50Ms: ms, p95Ms: ms, p99Ms: ms, maxMs: ms });
const second = (index: number, ms: number) => ({
  second: index,
  due: 10,
  failed: 0,
  throttled: 0,
  open: 0,
  latency: latency(ms),
});
const sample = (index: number, stageMb: number) => ({
  atMs: index * 5_000,
  stageMb,
  environments: 4,
  environmentMb: 80,
});
const count = 40;
const indexes = Array.from({ length: count }, (_, index) => index);

function measured({
  msAt = () => 10,
  mbAt = () => 200,
  outcomes = { 200: 400 },
  unsent = 0,
}: {
  msAt?: (index: number) => number;
  mbAt?: (index: number) => number;
  outcomes?: { readonly [outcome: string]: number };
  unsent?: number;
} = {}): Omit<LoadReport, "problems"> {
  return {
    shape: { profile: "soak", ratePerSecond: 10, seconds: count },
    stage: "local",
    result: {
      startMs: 0,
      endMs: count * 1_000,
      routes: [{ route: "GET /orders", latency: latency(10), outcomes }],
      seconds: indexes.map((index) => second(index, msAt(index))),
      unsent,
    },
    functions: [],
    waits: [],
    memory: indexes.map((index) => sample(index, mbAt(index))),
  };
}

test("a soak without failures and without growth is clean", () => {
  expect(problemsOf(measured())).toEqual([]);
});

test("a throttled request is no failure, a refused one and one without an answer are", () => {
  const outcomes = { 200: 5, 429: 5, 404: 2, 500: 1, ECONNRESET: 1 };
  expect(problemsOf(measured({ outcomes }))).toEqual([
    "4 of 14 requests failed: 404 (2), 500 (1), ECONNRESET (1)",
  ]);
  expect(problemsOf(measured({ outcomes: { 429: 5 } }))).toEqual([]);
});

test("what was due and could not be sent is a problem", () => {
  expect(problemsOf(measured({ unsent: 3 }))[0]).toContain("3 requests were not sent");
});

test("memory that grows from the second to the last quarter of a soak is a problem, warming up is none", () => {
  expect(problemsOf(measured({ mbAt: (index) => 200 + 2 * index }))).toEqual([
    "the stage grew from 230 MB to 270 MB",
  ]);
  expect(problemsOf(measured({ mbAt: (index) => (index < 10 ? 100 : 250) }))).toEqual([]);
});

test("responses that become slower during a soak are a problem, and fast ones may vary", () => {
  expect(problemsOf(measured({ msAt: (index) => (index < 30 ? 30 : 90) }))).toEqual([
    "responses became slower: p50 from 30 ms to 90 ms",
    "responses became slower: p99 from 30 ms to 90 ms",
  ]);
  expect(problemsOf(measured({ msAt: (index) => (index < 30 ? 3 : 12) }))).toEqual([]);
});

test("growth is no problem of another profile", () => {
  const soak = measured({ mbAt: (index) => 200 + 2 * index });
  expect(problemsOf({ ...soak, shape: { ...soak.shape, profile: "ramp" } })).toEqual([]);
});
