import { expect, test } from "vitest";
import { createLatencies } from "./latencies.ts";

test("percentiles have three digits", () => {
  const latencies = createLatencies();
  for (let ms = 1; ms <= 10_000; ms += 1) latencies.add(ms);
  const { count, p50Ms, p95Ms, p99Ms, maxMs } = latencies.summary();
  expect(count).toBe(10_000);
  expect(p50Ms / 5_000).toBeCloseTo(1, 2);
  expect(p95Ms / 9_500).toBeCloseTo(1, 2);
  expect(p99Ms / 9_900).toBeCloseTo(1, 2);
  expect(maxMs / 10_000).toBeCloseTo(1, 2);
});

test("without a time there is no percentile", () => {
  expect(createLatencies().summary()).toMatchObject({ count: 0, p50Ms: Number.NaN });
});

test("a time of nothing and one of a day are counted", () => {
  const latencies = createLatencies();
  for (const ms of [0, 86_400_000]) latencies.add(ms);
  expect(latencies.summary().count).toBe(2);
});
