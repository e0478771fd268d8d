import { expect, test } from "vitest";
import { streamArnOf, streamOf } from "../../kinesis/testing/stream-of.ts";
import { destinationArn, functionArn, runStreamPoller } from "./testing/run-stream-poller.ts";

const sales = streamOf("sales");
const digits = (count: number) => Array.from({ length: count }, (_, index) => String(index));

// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
test("a shard's batches go to the function in order, one at a time, as large as allowed", async () => {
  const stage = runStreamPoller(sales, { batchSize: 2 });
  await stage.putAll(["a", "b", "c"]);
  const first = await stage.next();
  expect(first.bodies).toEqual(["a", "b"]);
  expect(await stage.invocationCount()).toBe(0);
  await first.succeed();
  const second = await stage.next();
  expect(second.bodies).toEqual(["c"]);
  expect(stage.poller().stats()).toEqual({ running: 1, remaining: 1 });
  await second.succeed();
  expect(stage.poller().stats()).toEqual({ running: 0, remaining: 0 });
});

test("shards are read at the same time, and a batch never mixes them", async () => {
  const stage = runStreamPoller(streamOf("sales", { shardCount: 4 }));
  await stage.putAll(digits(40), (body) => body);
  const batches = [];
  while ((await stage.invocationCount()) > 0) batches.push(await stage.next());
  expect(batches.length).toBe(4);
  expect(batches.flatMap(({ bodies }) => bodies).toSorted()).toEqual(digits(40).toSorted());
  for (const { records } of batches) {
    expect(new Set(records.map(({ eventID }) => eventID.split(":")[0])).size).toBe(1);
  }
});

test("an idle poller has no timer: only a record wakes it", async () => {
  const stage = runStreamPoller(sales);
  expect(stage.poller().isIdle()).toBe(true);
  expect(stage.clock.nextDueMs()).toBeUndefined();
  await stage.putAll(["a"]);
  expect(stage.poller().isIdle()).toBe(false);
  await (await stage.next()).succeed();
  expect(stage.poller().isIdle()).toBe(true);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html (StartingPosition)
test("a new mapping begins at the latest record, at the oldest, or at a time", async () => {
  const stage = runStreamPoller(sales, { enabled: false });
  await stage.putAll(["a"]);
  stage.clock.advance(1_000);
  const timestampMs = stage.clock.nowMs();
  await stage.putAll(["b"]);
  await stage.crashAndStart({ uuid: "1", enabled: true, start: { at: "LATEST" } });
  expect(await stage.invocationCount()).toBe(0);
  await stage.crashAndStart({
    uuid: "2",
    enabled: true,
    start: { at: "AT_TIMESTAMP", timestampMs },
  });
  expect((await stage.next()).bodies).toEqual(["b"]);
  await stage.crashAndStart({ uuid: "3", enabled: true });
  expect((await stage.next()).bodies).toEqual(["a", "b"]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
test("a batching window collects until it ends or the batch is full", async () => {
  const stage = runStreamPoller(sales, { batchSize: 3, maximumBatchingWindowMs: 10_000 });
  await stage.putAll(["a"]);
  await stage.advance(9_999);
  await stage.putAll(["b"]);
  expect(await stage.invocationCount()).toBe(0);
  await stage.advance(1);
  const first = await stage.next();
  expect(first.bodies).toEqual(["a", "b"]);
  await first.succeed();
  await stage.putAll(["c", "d", "e"]);
  expect((await stage.next()).bodies).toEqual(["c", "d", "e"]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (6 MB a synchronous request)
test("a batch stays under Lambda's 6 MB", async () => {
  const stage = runStreamPoller(streamOf("sales"), { enabled: false });
  for (let count = 0; count < 7; count += 1) {
    await stage.putAll(["x".repeat(1_000_000)]);
    stage.clock.advance(1_000);
  }
  await stage.crashAndStart({ enabled: true });
  const { records } = await stage.next();
  expect(records).toHaveLength(4);
  expect(JSON.stringify({ Records: records }).length).toBeLessThan(6 * 1_048_576);
});

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
test("a failed batch blocks its shard and is retried with growing pauses", async () => {
  const stage = runStreamPoller(sales, { batchSize: 2 });
  await stage.putAll(["a", "b", "c"]);
  await (await stage.next()).fail();
  expect(stage.events).toMatchObject([{ kind: "batch-failed", reason: "Error: boom" }]);
  for (const pauseMs of [500, 1_000, 2_000]) {
    await stage.advance(pauseMs - 1);
    expect(await stage.invocationCount()).toBe(0);
    await stage.advance(1);
    const again = await stage.next();
    expect(again.bodies).toEqual(["a", "b"]);
    await again.fail();
  }
});

// The same page, example invocation record; a recorded batch of one with one retry has approximateInvokeCount 2.
test("a batch without retries left goes to the failure destination, and the shard continues", async () => {
  const stage = runStreamPoller(sales, {
    batchSize: 2,
    maximumRetryAttempts: 1,
    onFailureArn: destinationArn,
  });
  await stage.putAll(["a", "b", "c"]);
  const first = await stage.next();
  await first.fail();
  await stage.advance(500);
  await (await stage.next()).fail();
  expect(stage.failures).toEqual([
    {
      requestContext: {
        requestId: "request-1",
        functionArn,
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      version: "1.0",
      timestamp: "2026-01-05T00:00:00.500Z",
      KinesisBatchInfo: {
        shardId: "shardId-000000000000",
        startSequenceNumber: first.records[0]?.kinesis.sequenceNumber,
        endSequenceNumber: first.records[1]?.kinesis.sequenceNumber,
        approximateArrivalOfFirstRecord: "2026-01-05T00:00:00.000Z",
        approximateArrivalOfLastRecord: "2026-01-05T00:00:00.000Z",
        batchSize: 2,
        streamArn: streamArnOf("sales"),
      },
    },
  ]);
  expect(stage.events.at(-1)).toMatchObject({ kind: "batch-discarded", sent: true });
  expect((await stage.next()).bodies).toEqual(["c"]);
});

test("without a retry limit a batch is retried until its records expire", async () => {
  const stage = runStreamPoller(sales, { onFailureArn: destinationArn });
  await stage.putAll(["a"]);
  await (await stage.next()).fail();
  for (let hour = 0; hour < 23; hour += 1) {
    await stage.advance(3_600_000);
    await (await stage.next()).fail();
  }
  expect(stage.failures).toEqual([]);
  await stage.advance(3_600_000);
  expect(await stage.invocationCount()).toBe(0);
  expect(stage.failures).toMatchObject([{ requestContext: { condition: "RecordAgeExceeded" } }]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html (splitting consumes no retries)
test("bisecting finds the poison record without using up retries, and only that one is discarded", async () => {
  const stage = runStreamPoller(sales, {
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 1,
    onFailureArn: destinationArn,
  });
  await stage.putAll(digits(8));
  const tried: string[] = [];
  const done: string[] = [];
  for (let step = 0; step < 20; step += 1) {
    if ((await stage.invocationCount()) === 0) await stage.advance(500);
    if ((await stage.invocationCount()) === 0) break;
    const invocation = await stage.next();
    tried.push(invocation.bodies.join(""));
    if (invocation.bodies.includes("5")) await invocation.fail();
    else {
      done.push(...invocation.bodies);
      await invocation.succeed();
    }
  }
  expect(tried).toEqual(["01234567", "0123", "4567", "45", "4", "5", "5", "67"]);
  expect(done.join("")).toBe("0123467");
  expect(stage.failures).toMatchObject([
    { requestContext: { approximateInvokeCount: 2 }, KinesisBatchInfo: { batchSize: 1 } },
  ]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
test("the next attempt begins at the reported record, with all its retries", async () => {
  const stage = runStreamPoller(sales, {
    batchSize: 3,
    maximumRetryAttempts: 1,
    onFailureArn: destinationArn,
  });
  await stage.putAll(["a", "b", "c", "d"]);
  await (await stage.next()).report("c", "b");
  const second = await stage.next();
  expect(second.bodies).toEqual(["b", "c"]);
  await second.report("c");
  const third = await stage.next();
  expect(third.bodies).toEqual(["c"]);
  await third.report("c");
  await stage.advance(500);
  await (await stage.next()).report("c");
  expect(stage.failures).toMatchObject([
    {
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 2 },
      responseContext: { functionError: null },
      KinesisBatchInfo: { batchSize: 1 },
    },
  ]);
  expect((await stage.next()).bodies).toEqual(["d"]);
});

test("the function's outcome is recorded, and it has failed only when it handled no record", async () => {
  const stage = runStreamPoller(sales);
  await stage.putAll(["a", "b"]);
  await (await stage.next()).end({ kind: "throttled", reason: "busy" });
  await stage.advance(60_000);
  await (await stage.next()).report("b");
  await stage.advance(60_000);
  await (await stage.next()).report("b");
  await stage.advance(60_000);
  await (await stage.next()).fail();
  await stage.advance(60_000);
  await (await stage.next()).succeed();
  expect(stage.outcomes).toEqual([
    undefined,
    "the function listed it in batchItemFailures",
    "Error: boom",
    undefined,
  ]);
});

test("without bisecting, a reported first record discards the whole batch", async () => {
  const stage = runStreamPoller(sales, { maximumRetryAttempts: 0, onFailureArn: destinationArn });
  await stage.putAll(["a", "b", "c"]);
  await (await stage.next()).report("a");
  expect(stage.failures).toMatchObject([{ KinesisBatchInfo: { batchSize: 3 } }]);
});

test("with bisecting, a reported first record is split off and discarded alone", async () => {
  const stage = runStreamPoller(sales, {
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 0,
    onFailureArn: destinationArn,
  });
  await stage.putAll(["a", "b", "c"]);
  await (await stage.next()).report("a");
  await (await stage.next()).report("a");
  const alone = await stage.next();
  expect(alone.bodies).toEqual(["a"]);
  await alone.report("a");
  expect(stage.failures).toMatchObject([{ KinesisBatchInfo: { batchSize: 1 } }]);
  const rest = await stage.next();
  expect(rest.bodies).toEqual(["b"]);
  await rest.succeed();
  expect((await stage.next()).bodies).toEqual(["c"]);
});

test("reports are not read when the mapping does not say so", async () => {
  const stage = runStreamPoller(sales, { reportBatchItemFailures: false });
  await stage.putAll(["a"]);
  await (await stage.next()).report("a");
  expect(stage.poller().stats().remaining).toBe(0);
});

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html (MaximumRecordAgeInSeconds)
test("only the records that are too old are discarded, and the function does not get them", async () => {
  const stage = runStreamPoller(sales, { enabled: false });
  await stage.putAll(["old"]);
  stage.clock.advance(60_000);
  await stage.putAll(["a", "b"]);
  await stage.crashAndStart({
    enabled: true,
    maximumRecordAgeMs: 60_000,
    onFailureArn: destinationArn,
  });
  expect((await stage.next()).bodies).toEqual(["a", "b"]);
  expect(stage.failures).toMatchObject([
    {
      requestContext: { condition: "RecordAgeExceeded", approximateInvokeCount: 1 },
      KinesisBatchInfo: { batchSize: 1 },
    },
  ]);
  expect(stage.failures[0]).not.toHaveProperty("responseContext");
});

// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html (ParallelizationFactor)
test("with a parallelization factor a shard has several batches at once, and each key keeps its order", async () => {
  const stage = runStreamPoller(sales, { parallelizationFactor: 4 });
  await stage.putAll(digits(60), (body) => `key-${Number(body) % 20}`);
  const seen: string[] = [];
  const running = [];
  while ((await stage.invocationCount()) > 0) running.push(await stage.next());
  expect(running.length).toBe(4);
  const keys = running.map(({ records }) => new Set(records.map((r) => r.kinesis.partitionKey)));
  expect(new Set(keys.flatMap((set) => [...set])).size).toBe(keys.reduce((n, s) => n + s.size, 0));
  for (const { bodies } of running) seen.push(...bodies);
  for (const key of digits(20)) {
    const mine = seen.filter((body) => Number(body) % 20 === Number(key)).map(Number);
    expect(mine).toEqual(mine.toSorted((a, b) => a - b));
    expect(mine).toHaveLength(3);
  }
});

test("a poison record blocks only its part of the shard", async () => {
  const stage = runStreamPoller(sales, { parallelizationFactor: 4 });
  await stage.putAll(digits(8), (body) => body);
  const first = await stage.next();
  await first.fail();
  while ((await stage.invocationCount()) > 0) await (await stage.next()).succeed();
  expect(stage.poller().stats()).toEqual({ running: 0, remaining: first.bodies.length });
});

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html (before invocation)
test("a throttled batch waits and uses up no retries", async () => {
  const stage = runStreamPoller(sales, { maximumRetryAttempts: 0, onFailureArn: destinationArn });
  await stage.putAll(["a"]);
  await (await stage.next()).end({ kind: "throttled" });
  await stage.advance(500);
  await (await stage.next()).end({ kind: "throttled" });
  expect(stage.events.map(({ kind }) => kind)).toEqual(["batch-throttled"]);
  expect(stage.failures).toEqual([]);
  await stage.advance(1_000);
  await (await stage.next()).succeed();
  expect(stage.poller().stats().remaining).toBe(0);
});

test("a denied invocation is reported once, and the shard waits", async () => {
  const stage = runStreamPoller(sales);
  await stage.putAll(["a"]);
  await (await stage.next()).end({ kind: "denied", reason: "no" });
  await stage.advance(500);
  await (await stage.next()).end({ kind: "denied", reason: "no" });
  expect(stage.events.map(({ kind }) => kind)).toEqual(["invocation-denied"]);
  expect(stage.poller().stats().remaining).toBe(1);
});

// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
test("records that the filters refuse are skipped", async () => {
  const stage = runStreamPoller(sales, { filterPatterns: ['{"data":{"type":["sale"]}}'] });
  await stage.putAll(['{"type":"return"}', "text"]);
  expect(await stage.invocationCount()).toBe(0);
  expect(stage.events).toMatchObject([{ kind: "filtered-out", records: 2 }]);
  expect(stage.poller().stats().remaining).toBe(0);
  await stage.putAll(['{"type":"sale"}']);
  expect((await stage.next()).bodies).toEqual(['{"type":"sale"}']);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html (permissions)
test.each([
  "kinesis:DescribeStream",
  "kinesis:DescribeStreamSummary",
  "kinesis:GetRecords",
  "kinesis:GetShardIterator",
  "kinesis:ListShards",
])(
  "without %s nothing is read, which is reported once, and reading continues when it is granted again",
  async (action) => {
    const stage = runStreamPoller(sales, { enabled: false });
    stage.denied.add(action);
    await stage.crashAndStart({ enabled: true });
    await stage.putAll(["a"]);
    await stage.putAll(["b"]);
    expect(await stage.invocationCount()).toBe(0);
    expect(stage.events).toEqual([
      {
        kind: "step-denied",
        source: "Projector",
        permission: { action, resource: streamArnOf("sales") },
        reason: "no policy allows it",
      },
    ]);
    stage.denied.clear();
    await stage.putAll(["c"]);
    expect((await stage.next()).bodies).toEqual(["a", "b", "c"]);
  },
);

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html (destination permissions)
test("the failure record is sent as the function's role; when that is denied the record is lost and the shard continues", async () => {
  const stage = runStreamPoller(sales, { maximumRetryAttempts: 0, onFailureArn: destinationArn });
  stage.denied.add("sqs:SendMessage");
  await stage.putAll(["a"]);
  await (await stage.next()).fail();
  expect(stage.asked).toContain(`sqs:SendMessage ${destinationArn}`);
  expect(stage.events.map(({ kind }) => kind)).toEqual([
    "batch-failed",
    "step-denied",
    "batch-discarded",
  ]);
  expect(stage.events.at(-1)).toMatchObject({ sent: false });
  expect(stage.failures).toEqual([]);
  await stage.putAll(["b"]);
  expect((await stage.next()).bodies).toEqual(["b"]);
});

test("a failure destination that does not accept a record is reported", async () => {
  const stage = runStreamPoller(sales, { maximumRetryAttempts: 0, onFailureArn: destinationArn });
  stage.breakDestination();
  await stage.putAll(["a"]);
  await (await stage.next()).fail();
  expect(stage.events).toContainEqual({
    kind: "destination-failed",
    source: "Projector",
    destinationArn,
    reason: "no such queue",
  });
});

test("a restart continues after the last processed batch, and repeats the running one", async () => {
  const stage = runStreamPoller(sales, { batchSize: 2 });
  await stage.putAll(["a", "b", "c", "d"]);
  await (await stage.next()).succeed();
  expect((await stage.next()).bodies).toEqual(["c", "d"]);
  await stage.crashAndStart();
  await (await stage.next()).succeed();
  expect(stage.poller().stats().remaining).toBe(0);
  await stage.crashAndStart();
  expect(await stage.invocationCount()).toBe(0);
});

test("a restart keeps splits and used retries, and retries at once", async () => {
  const stage = runStreamPoller(sales, {
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 2,
    onFailureArn: destinationArn,
  });
  await stage.putAll(["a", "b"]);
  await (await stage.next()).fail();
  await (await stage.next()).fail();
  await stage.crashAndStart();
  const again = await stage.next();
  expect(again.bodies).toEqual(["a"]);
  await again.fail();
  await stage.crashAndStart();
  await (await stage.next()).fail();
  expect(stage.failures).toMatchObject([{ requestContext: { approximateInvokeCount: 3 } }]);
  expect((await stage.next()).bodies).toEqual(["b"]);
});

test("with another parallelization factor records are repeated rather than lost", async () => {
  const stage = runStreamPoller(sales, { parallelizationFactor: 2 });
  await stage.putAll(digits(20), (body) => body);
  const first = await stage.next();
  const second = await stage.next();
  await first.succeed();
  await stage.crashAndStart({ parallelizationFactor: 3 });
  const seen: string[] = [];
  while ((await stage.invocationCount()) > 0) seen.push(...(await stage.next()).bodies);
  expect(seen).toEqual(expect.arrayContaining([...second.bodies]));
});

test("a stop waits for the running invocation, saves its result and starts no other", async () => {
  const stage = runStreamPoller(sales, { batchSize: 1 });
  await stage.putAll(["a", "b"]);
  const running = await stage.next();
  let isStopped = false;
  const stopped = stage
    .poller()
    .stop()
    .then(() => {
      isStopped = true;
    });
  expect(await stage.invocationCount()).toBe(0);
  expect(isStopped).toBe(false);
  await running.succeed();
  await stopped;
  await stage.crashAndStart();
  expect((await stage.next()).bodies).toEqual(["b"]);
});

test.each([
  [{ tumblingWindowMs: 30_000 }, /tumbling windows are not implemented here/],
  [{ streamArn: `${streamArnOf("sales")}/consumer/c:1` }, /enhanced fan-out/],
  [{ onFailureArn: "arn:aws:sns:eu-central-1:123456789012:topic" }, /is no SQS queue/],
  [{ onFailureArn: `${destinationArn}.fifo` }, /is a FIFO queue/],
  [{ filterPatterns: Array(11).fill("{}") }, /at most 10 filter patterns/],
  [{ streamArn: streamArnOf("none") }, /Stream none .* not found/],
])("%j is refused at the start", (changes, message) => {
  expect(() => runStreamPoller(sales, changes)).toThrow(message);
});

// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html: a batch may be worked on more than once
test("a batch whose success was lost is repeated, and blocks the next ones", async () => {
  const deliveries = [{ delayMs: 0, againAfterMs: 1_000 }];
  const decideDelivery = () => deliveries.shift() ?? { delayMs: 0 };
  const stage = runStreamPoller(sales, { batchSize: 1 }, { decideDelivery });
  await stage.putAll(["a", "b"]);
  await (await stage.next()).succeed();
  expect(await stage.invocationCount()).toBe(0);
  await stage.advance(1_000);
  const again = await stage.next();
  expect(again.bodies).toEqual(["a"]);
  await again.succeed();
  expect((await stage.next()).bodies).toEqual(["b"]);
});

test("a delayed batch blocks the next ones", async () => {
  const deliveries = [{ delayMs: 5_000 }];
  const decideDelivery = () => deliveries.shift() ?? { delayMs: 0 };
  const stage = runStreamPoller(sales, { batchSize: 1 }, { decideDelivery });
  await stage.putAll(["a", "b"]);
  expect(await stage.invocationCount()).toBe(0);
  await stage.advance(5_000);
  expect((await stage.next()).bodies).toEqual(["a"]);
});
