import { expect, test } from "vitest";
import { readRange } from "./read-range.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const nowMs = Date.UTC(2026, 0, 5);

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
test.each([
  [1, minuteMs],
  [15, minuteMs],
  [16, 5 * minuteMs],
  [63, 5 * minuteMs],
  [64, 60 * minuteMs],
  [500, 60 * minuteMs],
])("a start of %i days ago is rounded down to %i ms", (days, stepMs) => {
  const stepStartMs = nowMs - days * dayMs;
  const startMs = stepStartMs + stepMs - 1_000;
  const fields = { StartTime: startMs / 1_000, EndTime: nowMs / 1_000 };
  expect(readRange(fields, nowMs)).toEqual({ fromMs: stepStartMs, toMs: nowMs });
});
