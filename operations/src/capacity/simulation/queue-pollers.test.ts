import { expect, test } from "vitest";
import { createQueuePollers } from "./queue-pollers.ts";

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
test("five at first, 300 more a minute while messages wait, 1,250 at most", () => {
  const pollers = createQueuePollers();
  expect(pollers.count).toBe(5);
  for (let second = 0; second < 60; second += 1) pollers.tick(true);
  expect(pollers.count).toBe(305);
  for (let second = 0; second < 600; second += 1) pollers.tick(true);
  expect(pollers.count).toBe(1_250);
  pollers.tick(false);
  expect(pollers.count).toBe(5);
});

test("never more than the maximum concurrency", () => {
  const pollers = createQueuePollers(7);
  for (let second = 0; second < 60; second += 1) pollers.tick(true);
  expect(pollers.count).toBe(7);
  expect(createQueuePollers(2).count).toBe(2);
});
