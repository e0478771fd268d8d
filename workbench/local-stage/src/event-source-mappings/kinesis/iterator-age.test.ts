import { expect, test } from "vitest";
import { streamOf } from "../../kinesis/testing/stream-of.ts";
import { runStreamPoller } from "./testing/run-stream-poller.ts";

const minuteMs = 60_000;
const sales = streamOf("sales");
const ofStream = { StreamName: "sales" };

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
test("each invocation has the age of its last record, for the function and for all functions", async () => {
  const stage = runStreamPoller(sales, { maximumBatchingWindowMs: 10_000 });
  await stage.putAll(["a"]);
  await stage.advance(4_000);
  await stage.putAll(["b"]);
  await stage.advance(6_000);
  await (await stage.next()).fail();
  await stage.advance(1_000);
  await (await stage.next()).succeed();
  for (const dimensions of [{}, { FunctionName: "projector" }]) {
    expect(stage.metrics.values("IteratorAge", dimensions)).toEqual([6_000, 7_000]);
  }
  expect(stage.metrics.named("IteratorAge")[0]).toMatchObject({
    namespace: "AWS/Lambda",
    unit: "Milliseconds",
  });
});

// https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
test("each minute has the age of the first record that is not processed, and 0 when there is none", async () => {
  const stage = runStreamPoller(sales);
  const ages = () => stage.metrics.values("GetRecords.IteratorAgeMilliseconds", ofStream);
  await stage.advance(minuteMs);
  expect(ages()).toEqual([0]);
  await stage.putAll(["a"]);
  const first = await stage.next();
  await stage.advance(30_000);
  await stage.putAll(["b"]);
  await stage.advance(90_000);
  expect(ages()).toEqual([0, minuteMs, 2 * minuteMs]);
  await first.succeed();
  await stage.next();
  await stage.advance(minuteMs);
  expect(ages().at(-1)).toBe(150_000);
});

test("a stopped poller measures nothing, and measuring keeps no poller busy", async () => {
  const stage = runStreamPoller(sales);
  expect(stage.poller().isIdle()).toBe(true);
  expect(stage.clock.nextDueMs()).toBeUndefined();
  await stage.poller().stop();
  await stage.advance(minuteMs);
  expect(stage.metrics.names()).toEqual([]);
});
