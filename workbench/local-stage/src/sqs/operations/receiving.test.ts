import { expect, test } from "vitest";
import { openTestSqs, urlOf } from "../testing/open-test-sqs.ts";
import { queueOf } from "../testing/queue-of.ts";

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
test("a received message has only the requested attributes", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  const sentAtMs = stage.clock.nowMs();
  const attribute = { DataType: "String", StringValue: "v" };
  await stage.send("orders", "hello", { MessageAttributes: { kept: attribute, other: attribute } });
  stage.clock.advance(5_000);
  const [message] = await stage.receive("orders", {
    VisibilityTimeout: 0,
    AttributeNames: undefined,
    MessageSystemAttributeNames: [
      "SenderId",
      "SentTimestamp",
      "ApproximateReceiveCount",
      "ApproximateFirstReceiveTimestamp",
    ],
    MessageAttributeNames: ["kept"],
  });
  expect(message).toMatchObject({
    Body: "hello",
    MD5OfBody: "5d41402abc4b2a76b9719d911017c592",
    MessageAttributes: { kept: attribute },
  });
  expect(message.MessageAttributes).not.toHaveProperty("other");
  expect(message.Attributes).toEqual({
    SenderId: expect.stringMatching(/^AROA[A-Z2-7]{17}:api$/),
    SentTimestamp: String(sentAtMs),
    ApproximateReceiveCount: "1",
    ApproximateFirstReceiveTimestamp: String(sentAtMs + 5_000),
  });
  const [bare] = await stage.receive("orders", { AttributeNames: [], MessageAttributeNames: [] });
  expect(Object.keys(bare).sort()).toEqual(["Body", "MD5OfBody", "MessageId", "ReceiptHandle"]);
});

test.for([
  ["MaxNumberOfMessages", 0],
  ["MaxNumberOfMessages", 11],
  ["WaitTimeSeconds", 21],
  ["VisibilityTimeout", 43_201],
] as const)("ReceiveMessage refuses %s of %d", async ([name, value]) => {
  const stage = openTestSqs([queueOf("orders")]);
  await expect(stage.receive("orders", { [name]: value })).rejects.toMatchObject({
    code: "InvalidParameterValueException",
    queryCode: "InvalidParameterValue",
    message: expect.stringContaining(`Value ${value} for parameter ${name} is invalid`),
  });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
test("a received message is invisible until its timeout, and its count grows", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  await stage.send("orders", "a");
  const [first] = await stage.receive("orders");
  expect(stage.sqs().depths().orders).toEqual({ visible: 0, notVisible: 1, delayed: 0 });
  stage.clock.advance(29_999);
  expect(await stage.receive("orders")).toEqual([]);
  stage.clock.advance(1);
  const [second] = await stage.receive("orders");
  expect(second.MessageId).toBe(first.MessageId);
  expect(second.ReceiptHandle).not.toBe(first.ReceiptHandle);
  expect(second.Attributes.ApproximateReceiveCount).toBe("2");
  expect(second.Attributes.ApproximateFirstReceiveTimestamp).toBe(
    first.Attributes.ApproximateFirstReceiveTimestamp,
  );
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
test("an outdated handle is answered with success and deletes nothing", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  const QueueUrl = urlOf("orders");
  await stage.send("orders", "a");
  const [first] = await stage.receive("orders", { VisibilityTimeout: 0 });
  const [second] = await stage.receive("orders", { VisibilityTimeout: 0 });
  const deleteBy = (message: { ReceiptHandle: string }) =>
    stage.call("DeleteMessage", { QueueUrl, ReceiptHandle: message.ReceiptHandle });
  expect(await deleteBy(first)).toEqual({});
  expect(stage.sqs().depths().orders?.visible).toBe(1);
  // Even after the visibility timeout, the newest handle deletes.
  expect(await deleteBy(second)).toEqual({});
  expect(stage.sqs().depths().orders?.visible).toBe(0);
  expect(await deleteBy(second)).toEqual({});
});

test("a handle that is not of this queue is refused", async () => {
  const stage = openTestSqs([queueOf("orders"), queueOf("other")]);
  await stage.send("other", "a");
  const [{ ReceiptHandle }] = await stage.receive("other");
  for (const handle of ["garbage", ReceiptHandle]) {
    await expect(
      stage.call("DeleteMessage", { QueueUrl: urlOf("orders"), ReceiptHandle: handle }),
    ).rejects.toMatchObject({ code: "ReceiptHandleIsInvalid" });
  }
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
test("a message's visibility can be shortened and extended, to 12 hours since it was received", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  await stage.send("orders", "a");
  const [{ ReceiptHandle }] = await stage.receive("orders");
  const change = (VisibilityTimeout: number) =>
    stage.call("ChangeMessageVisibility", {
      QueueUrl: urlOf("orders"),
      ReceiptHandle,
      VisibilityTimeout,
    });
  await change(43_200);
  stage.clock.advance(3_600_000);
  await expect(change(43_200)).rejects.toThrow(/beyond the limit \[43200 seconds\]/);
  await expect(change(43_201)).rejects.toThrow(/between 0 and 43200/);
  await change(0);
  expect(stage.sqs().depths().orders).toEqual({ visible: 1, notVisible: 0, delayed: 0 });
  await stage.receive("orders");
  await expect(change(10)).rejects.toThrow(/does not exist or is not available/);
});

// Recorded from AWS by LocalStack: test_sqs.snapshot.json, test_change_message_visibility_after_visibility_timeout_expiration.
test("a change of visibility after the timeout is accepted and has no effect", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  await stage.send("orders", "a");
  const [{ ReceiptHandle }] = await stage.receive("orders", { VisibilityTimeout: 1 });
  stage.clock.advance(1_000);
  const QueueUrl = urlOf("orders");
  const change = { QueueUrl, ReceiptHandle, VisibilityTimeout: 60 };
  expect(await stage.call("ChangeMessageVisibility", change)).toEqual({});
  expect(await stage.bodies("orders")).toEqual(["a"]);
});

test("a batch changes visibility and deletes by entry", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  const QueueUrl = urlOf("orders");
  for (const body of ["a", "b"]) await stage.send("orders", body);
  const [a, b] = await stage.receive("orders");
  const changed = await stage.call("ChangeMessageVisibilityBatch", {
    QueueUrl,
    Entries: [
      { Id: "a", ReceiptHandle: a.ReceiptHandle, VisibilityTimeout: 0 },
      { Id: "x", ReceiptHandle: "garbage", VisibilityTimeout: 0 },
    ],
  });
  expect(changed).toMatchObject({
    Successful: [{ Id: "a" }],
    Failed: [{ Id: "x", Code: "ReceiptHandleIsInvalid", SenderFault: true }],
  });
  const deleted = await stage.call("DeleteMessageBatch", {
    QueueUrl,
    Entries: [{ Id: "b", ReceiptHandle: b.ReceiptHandle }],
  });
  // Without a list that would be empty, as recorded from AWS by LocalStack: test_lambda_integration_sqs.snapshot.json.
  expect(deleted).toEqual({ Successful: [{ Id: "b" }] });
  expect(stage.sqs().depths().orders).toEqual({ visible: 1, notVisible: 0, delayed: 0 });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html (MessageRetentionPeriod)
test("a message older than the retention is deleted", async () => {
  const stage = openTestSqs([queueOf("orders", { messageRetentionSeconds: 60 })]);
  await stage.send("orders", "old");
  stage.clock.advance(30_000);
  await stage.send("orders", "young");
  stage.clock.advance(30_000);
  expect(stage.sqs().depths().orders?.visible).toBe(1);
  expect(await stage.bodies("orders")).toEqual(["young"]);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
test("a long poll ends with the first message that is sent", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  const polled = stage.bodies("orders", { WaitTimeSeconds: 20 });
  await stage.send("orders", "a");
  expect(await polled).toEqual(["a"]);
});

test("a long poll ends when a delay or a visibility timeout does", async () => {
  const stage = openTestSqs([queueOf("orders", { receiveWaitTimeSeconds: 20 })]);
  await stage.send("orders", "a", { DelaySeconds: 5 });
  const delayed = stage.bodies("orders", { VisibilityTimeout: 10 });
  expect(stage.clock.nextDueMs()).toBe(stage.clock.nowMs() + 5_000);
  stage.clock.advance(5_000);
  expect(await delayed).toEqual(["a"]);
  const again = stage.bodies("orders");
  expect(stage.clock.nextDueMs()).toBe(stage.clock.nowMs() + 10_000);
  stage.clock.advance(10_000);
  expect(await again).toEqual(["a"]);
});

test("a long poll ends empty at its deadline, and leaves no timer behind", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  const polled = stage.call("ReceiveMessage", { QueueUrl: urlOf("orders"), WaitTimeSeconds: 20 });
  stage.clock.advance(20_000);
  expect(await polled).toEqual({});
  expect(stage.clock.nextDueMs()).toBeUndefined();
});

test("a disconnected client receives no message", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  const client = new AbortController();
  const polled = stage.call(
    "ReceiveMessage",
    { QueueUrl: urlOf("orders"), WaitTimeSeconds: 20 },
    { signal: client.signal },
  );
  client.abort();
  // In the same turn, so that the message is there when the poll goes on.
  const sent = stage.send("orders", "a");
  expect(await polled).toEqual({});
  await sent;
  expect(await stage.bodies("orders")).toEqual(["a"]);
});

test("a deleted message notifies nobody", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  await stage.send("orders", "a");
  const [{ ReceiptHandle }] = await stage.receive("orders", { VisibilityTimeout: 5 });
  const polled = stage.bodies("orders", { WaitTimeSeconds: 20 });
  expect(stage.clock.nextDueMs()).toBe(stage.clock.nowMs() + 5_000);
  await stage.call("DeleteMessage", { QueueUrl: urlOf("orders"), ReceiptHandle });
  expect(stage.clock.nextDueMs()).toBe(stage.clock.nowMs() + 20_000);
  stage.clock.advance(20_000);
  expect(await polled).toEqual([]);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
test("a standard queue with 120,000 messages in flight refuses a short poll, not a long one", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  await stage.send("orders", "a");
  stage.state().sqlite.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120000)
    INSERT INTO sqs_messages (queue, messageId, sentAtMs, visibleAtMs, heldBy, receiveCount, senderId, md5OfBody, body)
    SELECT 'orders', i, ${stage.clock.nowMs()}, ${stage.clock.nowMs() + 5_000}, 'client', 1, '', '', '' FROM n
  `);
  await expect(stage.receive("orders")).rejects.toMatchObject({
    code: "OverLimit",
    queryCode: "AWS.SimpleQueueService.OverLimit",
  });
  const polled = stage.receive("orders", { WaitTimeSeconds: 1 });
  stage.clock.advance(1_000);
  expect(await polled).toEqual([]);
  stage.clock.advance(4_000);
  expect(await stage.receive("orders")).toHaveLength(10);
});
