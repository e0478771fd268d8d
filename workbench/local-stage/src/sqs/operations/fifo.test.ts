import { expect, test } from "vitest";
import type { Answer } from "../../../testing/call-operation.ts";
import { openTestSqs, urlOf } from "../testing/open-test-sqs.ts";
import { queueOf } from "../testing/queue-of.ts";

const QueueUrl = urlOf("orders.fifo");

function openFifo(changes = {}) {
  const stage = openTestSqs([queueOf("orders.fifo", changes)]);
  let count = 0;
  return {
    ...stage,
    put(group: string, body: string, id = `id-${++count}`): Promise<Answer> {
      return stage.send("orders.fifo", body, { MessageGroupId: group, MessageDeduplicationId: id });
    },
    take: (more: object = {}) => stage.bodies("orders.fifo", more),
    delete: ({ ReceiptHandle }: { ReceiptHandle: string }) =>
      stage.call("DeleteMessage", { QueueUrl, ReceiptHandle }),
  };
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
test("one receive gets as many messages of one group as it can, each group in its order", async () => {
  const stage = openFifo();
  for (const [group, body] of [
    ["a", "a1"],
    ["b", "b1"],
    ["a", "a2"],
    ["b", "b2"],
  ] as const) {
    await stage.put(group, body);
  }
  expect(await stage.take({ MaxNumberOfMessages: 3 })).toEqual(["a1", "a2", "b1"]);
});

test("a group waits while one of its messages is in flight, others do not", async () => {
  const stage = openFifo();
  await stage.put("a", "a1");
  await stage.put("a", "a2");
  await stage.put("b", "b1");
  const [a1] = await stage.receive("orders.fifo", { MaxNumberOfMessages: 1 });
  expect(await stage.take()).toEqual(["b1"]);
  const polled = stage.take({ WaitTimeSeconds: 20 });
  await stage.delete(a1);
  expect(await polled).toEqual(["a2"]);
});

// Recorded from AWS by LocalStack: test_sqs.snapshot.json, test_fifo_group_visibility_extends_with_change_message_visibility.
test.for([
  [0, []],
  [1, ["foo"]],
  [2, ["foo", "bar"]],
] as const)(
  "message %i of a group in flight holds back itself and those after it",
  async ([position, received]) => {
    const stage = openFifo({ visibilityTimeoutSeconds: 1 });
    for (const body of ["foo", "bar", "baz"]) await stage.put("a", body);
    const { ReceiptHandle } = (await stage.receive("orders.fifo"))[position] as Answer;
    await stage.call("ChangeMessageVisibility", { QueueUrl, ReceiptHandle, VisibilityTimeout: 4 });
    stage.clock.advance(2_500);
    expect(await stage.take()).toEqual(received);
  },
);

test("a message that was not deleted comes again before the rest of its group", async () => {
  const stage = openFifo();
  await stage.put("a", "a1");
  await stage.put("a", "a2");
  expect(await stage.take({ MaxNumberOfMessages: 1 })).toEqual(["a1"]);
  stage.clock.advance(30_000);
  expect(await stage.take()).toEqual(["a1", "a2"]);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html
test("a repeated deduplication id within five minutes gets the first answer and stores nothing", async () => {
  const stage = openFifo();
  const first = await stage.put("a", "one", "same");
  const [message] = await stage.receive("orders.fifo");
  await stage.delete(message);
  stage.clock.advance(299_999);
  const again = await stage.put("a", "two", "same");
  expect(again.MessageId).toBe(first.MessageId);
  expect(again.SequenceNumber).toBe(first.SequenceNumber);
  expect(await stage.take()).toEqual([]);
  stage.clock.advance(1);
  expect((await stage.put("a", "three", "same")).MessageId).not.toBe(first.MessageId);
  expect(await stage.take()).toEqual(["three"]);
});

test("with content-based deduplication the body is the id, the attributes are not", async () => {
  const stage = openFifo({ contentBasedDeduplication: true });
  const MessageAttributes = { a: { DataType: "String", StringValue: "x" } };
  await stage.send("orders.fifo", "same", { MessageGroupId: "a" });
  await stage.send("orders.fifo", "same", { MessageGroupId: "a", MessageAttributes });
  await stage.send("orders.fifo", "other", { MessageGroupId: "a" });
  expect(await stage.take()).toEqual(["same", "other"]);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
test("a FIFO queue needs a group and a deduplication id, and accepts no delay of a message", async () => {
  const stage = openFifo();
  await expect(stage.send("orders.fifo", "a")).rejects.toThrow(/parameter MessageGroupId/);
  await expect(stage.send("orders.fifo", "a", { MessageGroupId: "a" })).rejects.toThrow(
    /ContentBasedDeduplication enabled or MessageDeduplicationId/,
  );
  await expect(
    stage.send("orders.fifo", "a", {
      MessageGroupId: "a",
      MessageDeduplicationId: "a",
      DelaySeconds: 1,
    }),
  ).rejects.toThrow(/not valid for this queue type/);
});

// Recorded from AWS by LocalStack: test_sqs.snapshot.json, test_send_batch_missing_message_group_id_for_fifo_queue and
// test_send_batch_missing_deduplication_id_for_fifo_queue.
test.for([
  [{ MessageDeduplicationId: "b" }, "The request must contain the parameter MessageGroupId."],
  [
    { MessageGroupId: "a" },
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  ],
] as const)("an entry with only %o fails the whole batch", async ([ids, message]) => {
  const stage = openFifo();
  const whole = { Id: "1", MessageBody: "1", MessageGroupId: "a", MessageDeduplicationId: "a" };
  const Entries = [whole, { Id: "2", MessageBody: "2", ...ids }];
  await expect(stage.call("SendMessageBatch", { QueueUrl, Entries })).rejects.toMatchObject({
    code: "InvalidParameterValueException",
    message,
  });
  expect(await stage.take()).toEqual([]);
});

// Recorded from AWS by LocalStack: test_sqs.snapshot.json, test_message_deduplication_id_invalid.
test.for(["MessageGroupId", "MessageDeduplicationId"])("an empty %s is invalid", async (name) => {
  const stage = openFifo();
  const ids = { MessageGroupId: "a", MessageDeduplicationId: "a", [name]: "" };
  await expect(stage.send("orders.fifo", "a", ids)).rejects.toThrow(
    `Value  for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
});

// Checked against AWS by LocalStack: test_sqs.py, test_purge_queue_clears_fifo_deduplication_cache.
test("a purge lets the deduplication ids of what it deleted in again", async () => {
  const stage = openFifo();
  await stage.put("a", "one", "same");
  await stage.call("PurgeQueue", { QueueUrl });
  await stage.put("a", "two", "same");
  expect(await stage.take()).toEqual(["two"]);
});

test("sequence numbers have 20 digits and grow", async () => {
  const stage = openFifo();
  const one = await stage.put("a", "1");
  const two = await stage.put("b", "2");
  expect(one.SequenceNumber).toMatch(/^\d{20}$/);
  expect(BigInt(two.SequenceNumber)).toBeGreaterThan(BigInt(one.SequenceNumber));
  const received = await stage.receive("orders.fifo");
  expect(received.map((message) => message.Attributes.SequenceNumber)).toEqual([
    one.SequenceNumber,
    two.SequenceNumber,
  ]);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html (ReceiveRequestAttemptId)
test("a receive is repeated under its attempt id: same messages, same handles, a new timeout", async () => {
  const stage = openFifo();
  await stage.put("a", "a1");
  const attempt = { ReceiveRequestAttemptId: "attempt-1" };
  const first = await stage.receive("orders.fifo", attempt);
  stage.clock.advance(20_000);
  expect(await stage.receive("orders.fifo", attempt)).toEqual(first);
  stage.clock.advance(20_000);
  expect(await stage.take()).toEqual([]);
  await stage.delete(first[0]);
  await stage.put("b", "b1");
  expect(await stage.take(attempt)).toEqual(["b1"]);
});

test("an attempt cannot be repeated when a message's visibility was changed, or after five minutes", async () => {
  const stage = openFifo({ visibilityTimeoutSeconds: 600 });
  const attempt = { ReceiveRequestAttemptId: "attempt-1" };
  await stage.put("a", "a1");
  const [{ ReceiptHandle }] = await stage.receive("orders.fifo", attempt);
  await stage.call("ChangeMessageVisibility", { QueueUrl, ReceiptHandle, VisibilityTimeout: 100 });
  expect(await stage.take(attempt)).toEqual([]);
  await stage.put("b", "b1");
  expect(await stage.take({ ReceiveRequestAttemptId: "attempt-2" })).toEqual(["b1"]);
  stage.clock.advance(300_000);
  expect(await stage.take({ ReceiveRequestAttemptId: "attempt-2" })).toEqual(["a1"]);
});

test("a standard queue has no attempts", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  await expect(stage.receive("orders", { ReceiveRequestAttemptId: "a" })).rejects.toThrow(
    /not valid for this queue type/,
  );
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
test("a FIFO queue refuses to delete after the visibility timeout", async () => {
  const stage = openFifo();
  await stage.put("a", "a1");
  const [message] = await stage.receive("orders.fifo");
  stage.clock.advance(30_000);
  await expect(stage.delete(message)).rejects.toThrow(/receipt handle has expired/);
  expect(await stage.take()).toEqual(["a1"]);
});
