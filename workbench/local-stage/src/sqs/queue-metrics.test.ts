import { expect, test } from "vitest";
import type { Dimensions } from "../cloudwatch/metric.ts";
import { openTestSqs, urlOf } from "./testing/open-test-sqs.ts";
import { queueOf, queueWithDeadLetters } from "./testing/queue-of.ts";

const minuteMs = 60_000;
const orders = { QueueName: "orders" };
const dead = { QueueName: "dead" };

function open() {
  const stage = openTestSqs(queueWithDeadLetters("orders", "dead", 5));
  const last = (name: string, dimensions: Dimensions) =>
    stage.metrics.values(name, dimensions).at(-1);
  return {
    stage,
    ageOf: (dimensions: Dimensions) => last("ApproximateAgeOfOldestMessage", dimensions),
    depthOf: (dimensions: Dimensions) =>
      ["Visible", "NotVisible", "Delayed"].map((state) =>
        last(`ApproximateNumberOfMessages${state}`, dimensions),
      ),
    /** Receives the only message of the queue `orders`, and lets it become visible again. */
    async receiveInVain() {
      await stage.receive("orders", { VisibilityTimeout: 1 });
      stage.clock.advance(1_000);
    },
  };
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
test("messages are counted when they are sent, received and deleted", async () => {
  const { stage } = open();
  await stage.send("orders", "grüße");
  await stage.call("SendMessageBatch", {
    QueueUrl: urlOf("orders"),
    Entries: [
      { Id: "a", MessageBody: "a" },
      { Id: "b", MessageBody: "b" },
    ],
  });
  const [first] = await stage.receive("orders");
  await stage.call("DeleteMessage", {
    QueueUrl: urlOf("orders"),
    ReceiptHandle: first.ReceiptHandle,
  });
  const { values, named } = stage.metrics;
  expect(values("NumberOfMessagesSent", orders)).toEqual([1, 1, 1]);
  expect(values("SentMessageSize", orders)).toEqual([7, 1, 1]);
  expect(values("NumberOfMessagesReceived", orders)).toEqual([3]);
  expect(values("NumberOfMessagesDeleted", orders)).toEqual([1]);
  expect(named("SentMessageSize")[0]).toMatchObject({ namespace: "AWS/SQS", unit: "Bytes" });
});

test("a repetition in a FIFO queue adds no message", async () => {
  const stage = openTestSqs([queueOf("orders.fifo")]);
  const ids = { MessageGroupId: "g", MessageDeduplicationId: "d" };
  for (const body of ["a", "a"]) await stage.send("orders.fifo", body, ids);
  expect(stage.metrics.values("NumberOfMessagesSent", { QueueName: "orders.fifo" })).toEqual([1]);
});

test("each minute has the number of messages by state, and the age of the oldest", async () => {
  const { stage, ageOf, depthOf } = open();
  await stage.send("orders", "a");
  await stage.receive("orders", { VisibilityTimeout: 90 });
  await stage.send("orders", "b");
  await stage.send("orders", "c", { DelaySeconds: 600 });
  stage.clock.advance(minuteMs);
  expect(depthOf(orders)).toEqual([1, 1, 1]);
  expect(ageOf(orders)).toBe(60);
  expect(depthOf(dead)).toEqual([0, 0, 0]);
  expect(ageOf(dead)).toBe(0);
  stage.clock.advance(minuteMs);
  expect(depthOf(orders)).toEqual([2, 0, 1]);
  expect(ageOf(orders)).toBe(120);
  expect(stage.metrics.named("ApproximateAgeOfOldestMessage")[0]).toMatchObject({
    unit: "Seconds",
    atMs: stage.clock.nowMs() - minuteMs,
  });
});

test("minutes that are skipped have their own values", async () => {
  const { stage } = open();
  await stage.send("orders", "a");
  stage.clock.advance(3 * minuteMs);
  expect(stage.metrics.values("ApproximateAgeOfOldestMessage", orders)).toEqual([60, 120, 180]);
});

test("a message that was received three times no longer counts as the oldest", async () => {
  const { stage, ageOf, receiveInVain } = open();
  await stage.send("orders", "poison");
  for (let received = 0; received < 2; received += 1) await receiveInVain();
  stage.clock.advance(minuteMs);
  expect(ageOf(orders)).toBeGreaterThanOrEqual(60);
  await receiveInVain();
  await stage.send("orders", "next", { DelaySeconds: 600 });
  stage.clock.advance(minuteMs);
  expect(ageOf(orders)).toBeLessThanOrEqual(60);
});

test("in a dead-letter queue a message is as old as its time there, and the move is no send", async () => {
  const { stage, ageOf, depthOf, receiveInVain } = open();
  await stage.send("orders", "poison");
  for (let received = 0; received < 5; received += 1) await receiveInVain();
  stage.clock.advance(10 * minuteMs);
  expect(await stage.receive("orders")).toEqual([]);
  stage.clock.advance(2 * minuteMs);
  expect(depthOf(dead)).toEqual([1, 0, 0]);
  expect(ageOf(dead)).toBeLessThanOrEqual(120);
  expect(ageOf(dead)).toBeGreaterThan(60);
  expect(stage.metrics.values("NumberOfMessagesSent", dead)).toEqual([]);
});

test("nothing is measured after the stop", async () => {
  const { stage } = open();
  stage.sqs().stop();
  stage.clock.advance(minuteMs);
  expect(stage.metrics.names()).toEqual([]);
});
