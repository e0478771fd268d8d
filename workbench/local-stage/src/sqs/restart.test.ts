import { expect, test } from "vitest";
import { openTestSqs, urlOf } from "./testing/open-test-sqs.ts";
import { queueOf } from "./testing/queue-of.ts";

const limits = { maxMessages: 10, maxBytes: 1_000_000 };

test("after a restart, a poller's messages in flight are visible with their count, and a client's are not", async () => {
  const queue = queueOf("orders");
  const stage = openTestSqs([queue]);
  await stage.send("orders", "client's");
  const [{ ReceiptHandle }] = await stage.receive("orders");
  await stage.send("orders", "poller's");
  expect(stage.sqs().receive(queue, limits)).toHaveLength(1);
  stage.clock.advance(1_000);
  stage.restart();
  expect(stage.sqs().depths().orders).toEqual({ visible: 1, notVisible: 1, delayed: 0 });
  const [again] = await stage.receive("orders");
  expect(again.Body).toBe("poller's");
  expect(again.Attributes.ApproximateReceiveCount).toBe("2");
  await stage.call("DeleteMessage", { QueueUrl: urlOf("orders"), ReceiptHandle });
  expect(stage.sqs().depths().orders?.notVisible).toBe(1);
});

test("after a restart, delays, timeouts and deduplication continue", async () => {
  const stage = openTestSqs([queueOf("orders"), queueOf("orders.fifo")]);
  await stage.send("orders", "delayed", { DelaySeconds: 60 });
  const repeated = { MessageGroupId: "g", MessageDeduplicationId: "d" };
  const first = await stage.send("orders.fifo", "a", repeated);
  stage.restart();
  expect(await stage.bodies("orders")).toEqual([]);
  expect((await stage.send("orders.fifo", "a", repeated)).MessageId).toBe(first.MessageId);
  stage.clock.advance(60_000);
  expect(await stage.bodies("orders")).toEqual(["delayed"]);
});

test("a stop ends long polls at once and leaves no timer", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  const polled = stage.receive("orders", { WaitTimeSeconds: 20 });
  stage.sqs().stop();
  expect(await polled).toEqual([]);
  expect(stage.clock.nextDueMs()).toBeUndefined();
});
