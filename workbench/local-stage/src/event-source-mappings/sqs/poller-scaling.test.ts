import { expect, test } from "vitest";
import { createPollerScaling } from "./poller-scaling.ts";

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
test("five batches run at once, 300 more a minute while messages wait, at most 1,250", () => {
  const scaling = createPollerScaling();
  expect(scaling.limit()).toBe(5);
  scaling.saturate(0);
  scaling.saturate(60_000);
  expect(scaling.limit()).toBe(305);
  scaling.saturate(600_000);
  expect(scaling.limit()).toBe(1_250);
});

test("it does not grow below the limit, and starts again when no messages are left", () => {
  const scaling = createPollerScaling();
  scaling.saturate(0);
  scaling.relax();
  scaling.saturate(60_000);
  expect(scaling.limit()).toBe(5);
  scaling.saturate(62_000);
  expect(scaling.limit()).toBe(15);
  scaling.reset();
  expect(scaling.limit()).toBe(5);
});

test("the maximum concurrency is never exceeded", () => {
  const scaling = createPollerScaling(2);
  scaling.saturate(0);
  scaling.saturate(60_000);
  expect(scaling.limit()).toBe(2);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-backoff-strategy
test("throttling and failures reduce the limit, but not below 1", () => {
  const scaling = createPollerScaling();
  scaling.failed();
  expect(scaling.limit()).toBe(4);
  scaling.throttled();
  expect(scaling.limit()).toBe(2);
  scaling.throttled();
  scaling.throttled();
  expect(scaling.limit()).toBe(1);
});
