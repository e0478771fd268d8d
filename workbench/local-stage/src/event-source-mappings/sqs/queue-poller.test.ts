import { expect, test } from "vitest";
import { settle } from "../../../testing/settle.ts";
import { queueOf, queueWithDeadLetters } from "../../sqs/testing/queue-of.ts";
import { runQueuePoller } from "./testing/run-queue-poller.ts";

const orders = queueOf("orders");
const empty = { visible: 0, notVisible: 0, delayed: 0 };
const throttled = { kind: "throttled", reason: "reserved concurrency is used up" } as const;
const functionError = {
  kind: "function-error",
  payload: { errorType: "Error", errorMessage: "boom" },
  requestId: "r",
} as const;

// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
test("messages go to the function as its role's batch, and are deleted when it succeeds", async () => {
  const stage = runQueuePoller([orders]);
  await stage.sendAll(["a", "b", "c"]);
  const invocation = await stage.next();
  expect(invocation.bodies).toEqual(["a", "b", "c"]);
  expect(invocation.caller).toEqual({
    kind: "role",
    roleArn: "arn:aws:iam::123456789012:role/pipeline",
  });
  expect(stage.depth()).toEqual({ visible: 0, notVisible: 3, delayed: 0 });
  await invocation.succeed();
  expect(stage.depth()).toEqual(empty);
});

test("an idle poller has no timer: only a message wakes it", async () => {
  const stage = runQueuePoller([orders]);
  await settle();
  expect(stage.clock.nextDueMs()).toBeUndefined();
  await stage.sendAll(["a"]);
  await (await stage.next()).succeed();
  expect(stage.clock.nextDueMs()).toBeUndefined();
});

test("a batch has at most the batch size", async () => {
  const stage = runQueuePoller([orders], { batchSize: 2 });
  await stage.sendAll(["a", "b", "c"]);
  expect((await stage.next()).bodies).toEqual(["a", "b"]);
  expect((await stage.next()).bodies).toEqual(["c"]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
test("a failed batch is visible again after the visibility timeout, and then goes to the dead-letter queue", async () => {
  const [source, dead] = queueWithDeadLetters("orders", "dead", 2);
  const stage = runQueuePoller([source, dead]);
  await stage.sendAll(["a", "b"]);
  await (await stage.next()).end(functionError);
  expect(stage.events).toMatchObject([{ kind: "batch-failed", reason: "Error: boom" }]);
  expect(stage.depth()?.notVisible).toBe(2);
  await stage.advance(30_000);
  const second = await stage.next();
  expect(second.records.map((record) => record.attributes.ApproximateReceiveCount)).toEqual([
    "2",
    "2",
  ]);
  await second.end(functionError);
  await stage.advance(30_000);
  expect(await stage.invocationCount()).toBe(0);
  expect(stage.sqs().depths()).toMatchObject({ orders: empty, dead: { visible: 2 } });
});

test("the visibility timeout stands still while an invocation waits for this machine", async () => {
  const stage = runQueuePoller([orders]);
  await stage.sendAll(["a"]);
  const invocation = await stage.next();
  await stage.advance(10_000);
  const startTimeouts = invocation.holdTimeouts();
  await stage.advance(3_600_000);
  startTimeouts();
  await stage.advance(19_999);
  expect(await stage.invocationCount()).toBe(0);
  await stage.advance(1);
  const again = await stage.next();
  expect(again.records[0]?.attributes.ApproximateReceiveCount).toBe("2");
  await again.succeed();
  const late = invocation.holdTimeouts();
  late();
  expect(stage.depth()).toEqual(empty);
});

test("a throttled batch that has waited for this machine is retried until what was left of its timeout", async () => {
  const stage = runQueuePoller([orders]);
  await stage.sendAll(["a"]);
  const invocation = await stage.next();
  const startTimeouts = invocation.holdTimeouts();
  await stage.advance(3_600_000);
  startTimeouts();
  await invocation.end(throttled);
  await stage.advance(250);
  const again = await stage.next();
  expect(again.records[0]?.attributes.ApproximateReceiveCount).toBe("1");
  await again.succeed();
  expect(stage.depth()).toEqual(empty);
});

test("with partial responses only the messages that the function names are repeated", async () => {
  const stage = runQueuePoller([orders]);
  await stage.sendAll(["good", "bad"]);
  const invocation = await stage.next();
  const itemIdentifier = invocation.records[1]?.messageId;
  await invocation.succeed({ batchItemFailures: [{ itemIdentifier }] });
  expect(stage.depth()).toEqual({ visible: 0, notVisible: 1, delayed: 0 });
  await stage.advance(30_000);
  expect((await stage.next()).bodies).toEqual(["bad"]);
});

test("a response that names no message of the batch fails the batch", async () => {
  const stage = runQueuePoller([orders]);
  await stage.sendAll(["a", "b"]);
  await (await stage.next()).succeed({ batchItemFailures: [{ itemIdentifier: "other" }] });
  expect(stage.depth()?.notVisible).toBe(2);
  expect(stage.events).toMatchObject([{ kind: "batch-failed" }]);
});

test("the function's outcome is recorded, and it has failed only when it handled no message", async () => {
  const stage = runQueuePoller([orders]);
  const handle = async (failed: readonly number[]) => {
    await stage.sendAll(["a", "b"]);
    const { records, succeed } = await stage.next();
    await succeed({
      batchItemFailures: failed.map((index) => ({ itemIdentifier: records[index]?.messageId })),
    });
  };
  await handle([]);
  await handle([1]);
  await handle([0, 1]);
  expect(stage.outcomes).toEqual([undefined, undefined, "it handled no message of its batch"]);
  await stage.sendAll(["a"]);
  await (await stage.next()).succeed("done");
  await stage.sendAll(["a"]);
  const payload = { errorType: "Error", errorMessage: "boom" };
  await (await stage.next()).end({ kind: "function-error", payload, requestId: "r" });
  await stage.sendAll(["a"]);
  await (await stage.next()).end({ kind: "throttled", reason: "busy" });
  expect(stage.outcomes.slice(3)).toEqual(["the response is not an object", "Error: boom"]);
});

test("without partial responses a list of failures is ignored", async () => {
  const stage = runQueuePoller([orders], { reportBatchItemFailures: false });
  await stage.sendAll(["a"]);
  const invocation = await stage.next();
  const itemIdentifier = invocation.records[0]?.messageId;
  await invocation.succeed({ batchItemFailures: [{ itemIdentifier }] });
  expect(stage.depth()).toEqual(empty);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html (batching window)
test("a batching window collects messages until its end", async () => {
  const stage = runQueuePoller([orders], { batchSize: 100, maximumBatchingWindowMs: 5_000 });
  await stage.sendAll(["a"]);
  await stage.advance(3_000);
  await stage.sendAll(["b"]);
  expect(await stage.invocationCount()).toBe(0);
  expect(stage.poller.stats()).toEqual({ running: 0, buffered: 2 });
  await stage.advance(2_000);
  expect((await stage.next()).bodies).toEqual(["a", "b"]);
});

test("a batching window ends early with a full batch, or with 6 MB", async () => {
  const stage = runQueuePoller([orders], { batchSize: 12, maximumBatchingWindowMs: 300_000 });
  await stage.sendAll(Array.from({ length: 12 }, (_, index) => `${index}`));
  await (await stage.next()).succeed();
  await stage.sendAll(Array.from({ length: 7 }, () => "x".repeat(1_000_000)));
  const invocation = await stage.next();
  expect(invocation.records.length).toBeLessThan(7);
  expect(JSON.stringify({ Records: invocation.records }).length).toBeLessThan(6 * 1_024 * 1_024);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
test("five batches run at once, and more with time while messages wait", async () => {
  const stage = runQueuePoller([orders], { batchSize: 1 });
  await stage.sendAll(Array.from({ length: 20 }, (_, index) => `${index}`));
  expect(await stage.invocationCount()).toBe(5);
  await stage.advance(200);
  expect(await stage.invocationCount()).toBe(6);
  await stage.advance(200);
  expect(await stage.invocationCount()).toBe(7);
});

test("the maximum concurrency is kept, and a finished batch makes room at once", async () => {
  const stage = runQueuePoller([orders], { batchSize: 1, maximumConcurrency: 2 });
  await stage.sendAll(["a", "b", "c"]);
  expect(await stage.invocationCount()).toBe(2);
  await stage.advance(10_000);
  expect(await stage.invocationCount()).toBe(2);
  await (await stage.next()).succeed();
  expect(await stage.invocationCount()).toBe(2);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-backoff-strategy
test("a throttled batch is retried with the same receive until its visibility timeout", async () => {
  const stage = runQueuePoller([orders]);
  await stage.sendAll(["a"]);
  await (await stage.next()).end(throttled);
  await stage.advance(250);
  const again = await stage.next();
  expect(again.records[0]?.attributes.ApproximateReceiveCount).toBe("1");
  await again.end(throttled);
  for (let atMs = 250; atMs < 30_000; atMs += 250) {
    await stage.advance(250);
    if ((await stage.invocationCount()) === 0) continue;
    const invocation = await stage.next();
    const count = invocation.records[0]?.attributes.ApproximateReceiveCount;
    if (count === "2") {
      expect(stage.events).toMatchObject([{ kind: "batch-throttled" }]);
      await invocation.succeed();
      expect(stage.depth()).toEqual(empty);
      return;
    }
    await invocation.end(throttled);
  }
  expect.unreachable("the message did not come back");
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
test("messages that no filter matches are deleted, and the function does not get them", async () => {
  const stage = runQueuePoller([orders], { filterPatterns: ['{"body":{"kind":["order"]}}'] });
  await stage.sendAll(['{"kind":"order"}', '{"kind":"other"}', "text"]);
  const invocation = await stage.next();
  expect(invocation.bodies).toEqual(['{"kind":"order"}']);
  expect(stage.depth()).toEqual({ visible: 0, notVisible: 1, delayed: 0 });
  expect(stage.events).toMatchObject([{ kind: "filtered-out" }]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html (execution role permissions)
test.for(["sqs:ReceiveMessage", "sqs:GetQueueAttributes"])(
  "without %s nothing is received, which is reported once, until it is granted",
  async (action) => {
    const stage = runQueuePoller([orders]);
    stage.denied.add(action);
    await stage.sendAll(["a"]);
    await settle();
    await stage.sendAll(["b"]);
    expect(await stage.invocationCount()).toBe(0);
    expect(stage.depth()?.visible).toBe(2);
    expect(stage.events).toEqual([
      {
        kind: "step-denied",
        source: "Pipeline",
        permission: { action, resource: orders.arn },
        reason: "no policy allows it",
      },
    ]);
    stage.denied.clear();
    await stage.sendAll(["c"]);
    expect((await stage.next()).bodies).toEqual(["a", "b", "c"]);
  },
);

test("without sqs:DeleteMessage processed messages are repeated", async () => {
  const stage = runQueuePoller([orders]);
  stage.denied.add("sqs:DeleteMessage");
  await stage.sendAll(["a"]);
  await (await stage.next()).succeed();
  expect(stage.events).toMatchObject([{ kind: "step-denied" }]);
  await stage.advance(30_000);
  const again = await stage.next();
  expect(again.records[0]?.attributes.ApproximateReceiveCount).toBe("2");
});

test("an invocation that IAM denies leaves the messages in the queue", async () => {
  const stage = runQueuePoller([orders]);
  await stage.sendAll(["a"]);
  await (await stage.next()).end({ kind: "denied", reason: "no" });
  expect(stage.events).toEqual([{ kind: "invocation-denied", source: "Pipeline", reason: "no" }]);
  expect(stage.depth()?.notVisible).toBe(1);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html (FIFO queues)
test("a FIFO group has one batch at a time, while other groups continue", async () => {
  const stage = runQueuePoller([queueOf("orders.fifo", { contentBasedDeduplication: true })], {
    batchSize: 2,
  });
  const put = (group: string, body: string) =>
    stage.send("orders.fifo", body, { MessageGroupId: group });
  for (const body of ["a1", "a2", "a3"]) await put("a", body);
  await put("b", "b1");
  const first = await stage.next();
  expect(first.bodies).toEqual(["a1", "a2"]);
  expect((await stage.next()).bodies).toEqual(["b1"]);
  expect(await stage.invocationCount()).toBe(0);
  await first.succeed();
  expect((await stage.next()).bodies).toEqual(["a3"]);
});

test("a FIFO batch that ends after its visibility timeout is not deleted", async () => {
  const queue = queueOf("orders.fifo", { contentBasedDeduplication: true });
  const stage = runQueuePoller([queue]);
  await stage.send("orders.fifo", "a", { MessageGroupId: "g" });
  const late = await stage.next();
  await stage.advance(30_000);
  const again = await stage.next();
  await late.succeed();
  expect(stage.depth()?.notVisible).toBe(1);
  await again.succeed();
  expect(stage.depth()).toEqual(empty);
});

// https://docs.aws.amazon.com/xray/latest/devguide/xray-tracelinking.html: an invocation is a trace of its own, linked
// to the messages' traces, which the records carry.
test("the messages' traces are in the records, not in the invocation", async () => {
  const stage = runQueuePoller([orders]);
  const AWSTraceHeader = { DataType: "String", StringValue: "Root=1-a" };
  await stage.send("orders", "a", { MessageSystemAttributes: { AWSTraceHeader } });
  const invocation = await stage.next();
  expect(invocation.traceHeader).toBeUndefined();
  expect(invocation.records[0]?.attributes.AWSTraceHeader).toBe("Root=1-a");
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
test("a batch in a recursive loop comes back after the visibility timeout, with a higher receive count", async () => {
  const stage = runQueuePoller([orders]);
  const AWSTraceHeader = { DataType: "String", StringValue: "Root=1-a;Lineage=a87bd80c:16" };
  await stage.send("orders", "a", { MessageSystemAttributes: { AWSTraceHeader } });
  await stage.send("orders", "b");
  const invocation = await stage.next();
  expect(invocation.linkedTraceHeaders).toEqual(["Root=1-a;Lineage=a87bd80c:16"]);
  await invocation.end({ kind: "recursive-loop", reason: "16 times" });
  expect(stage.events).toMatchObject([{ kind: "batch-failed", reason: "16 times" }]);
  expect(stage.outcomes).toEqual([]);
  await stage.advance(29_999);
  expect(await stage.invocationCount()).toBe(0);
  await stage.advance(1);
  expect((await stage.next()).records[0]?.attributes.ApproximateReceiveCount).toBe("2");
});

test("a stop receives no more and waits for running batches; the other messages are there after the restart", async () => {
  const stage = runQueuePoller([orders], { batchSize: 1, maximumConcurrency: 2 });
  await stage.sendAll(["a", "b", "c"]);
  const first = await stage.next();
  const second = await stage.next();
  let isStopped = false;
  const stopped = stage.poller.stop().then(() => {
    isStopped = true;
  });
  await first.succeed();
  expect(isStopped).toBe(false);
  await second.end(functionError);
  await stopped;
  expect(await stage.invocationCount()).toBe(0);
  expect(stage.clock.nextDueMs()).toBeUndefined();
  stage.restart();
  stage.start();
  expect((await stage.next()).bodies).toEqual(["b"]);
  expect((await stage.next()).bodies).toEqual(["c"]);
});

test("a stop ends the wait of a throttled batch", async () => {
  const stage = runQueuePoller([orders]);
  await stage.sendAll(["a"]);
  await (await stage.next()).end(throttled);
  await stage.poller.stop();
  expect(stage.clock.nextDueMs()).toBeUndefined();
});

test("a disabled source receives nothing", async () => {
  const stage = runQueuePoller([orders], { enabled: false });
  await stage.sendAll(["a"]);
  expect(await stage.invocationCount()).toBe(0);
  expect(stage.depth()?.visible).toBe(1);
});

// https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
test.for([
  ["a large batch without a window", "orders", { batchSize: 11 }, /window of at least 1 second/],
  [
    "a window over a FIFO queue",
    "orders.fifo",
    { maximumBatchingWindowMs: 1_000 },
    /no batching window/,
  ],
  ["a large FIFO batch", "orders.fifo", { batchSize: 11 }, /batch size is 1 to 10/],
  ["a maximum concurrency of one", "orders", { maximumConcurrency: 1 }, /2 to 1,000/],
  ["a pattern that is none", "orders", { filterPatterns: ["{"] }, /not JSON/],
] as const)("a source is refused with %s", ([, name, changes, message]) => {
  expect(() => runQueuePoller([queueOf(name)], changes)).toThrow(message);
});
