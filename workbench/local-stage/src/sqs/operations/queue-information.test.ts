import { expect, test } from "vitest";
import { openTestSqs, urlOf } from "../testing/open-test-sqs.ts";
import { arnOf, queueOf, queueWithDeadLetters } from "../testing/queue-of.ts";

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html
test("a queue's URL is found by its name", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  expect(await stage.call("GetQueueUrl", { QueueName: "orders" })).toEqual({
    QueueUrl: urlOf("orders"),
  });
  for (const input of [
    { QueueName: "nothing" },
    { QueueName: "orders", QueueOwnerAWSAccountId: "999999999999" },
  ]) {
    await expect(stage.call("GetQueueUrl", input)).rejects.toMatchObject({
      code: "QueueDoesNotExist",
    });
  }
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
test("a queue's attributes are returned as strings", async () => {
  const stage = openTestSqs(queueWithDeadLetters("orders", "dead", 3));
  for (let count = 0; count < 3; count += 1) await stage.send("orders", "a");
  await stage.send("orders", "later", { DelaySeconds: 5 });
  await stage.receive("orders", { MaxNumberOfMessages: 1 });
  const QueueUrl = urlOf("orders");
  const { Attributes } = await stage.call("GetQueueAttributes", {
    QueueUrl,
    AttributeNames: ["All"],
  });
  expect(Attributes).toEqual({
    QueueArn: arnOf("orders"),
    ApproximateNumberOfMessages: "2",
    ApproximateNumberOfMessagesNotVisible: "1",
    ApproximateNumberOfMessagesDelayed: "1",
    CreatedTimestamp: String(Math.floor(stage.clock.nowMs() / 1_000)),
    LastModifiedTimestamp: String(Math.floor(stage.clock.nowMs() / 1_000)),
    VisibilityTimeout: "30",
    MaximumMessageSize: "1048576",
    MessageRetentionPeriod: "345600",
    DelaySeconds: "0",
    ReceiveMessageWaitTimeSeconds: "0",
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 3 }),
  });
  expect(
    await stage.call("GetQueueAttributes", {
      QueueUrl,
      AttributeNames: ["DelaySeconds", "Policy"],
    }),
  ).toEqual({ Attributes: { DelaySeconds: "0" } });
  expect(await stage.call("GetQueueAttributes", { QueueUrl })).toEqual({});
  await expect(
    stage.call("GetQueueAttributes", { QueueUrl, AttributeNames: ["Colour"] }),
  ).rejects.toMatchObject({ code: "InvalidAttributeName", message: "Unknown Attribute Colour." });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
test("queues are listed by prefix and in pages", async () => {
  const stage = openTestSqs(["b2", "a", "b1", "b3"].map((name) => queueOf(name)));
  expect(await stage.call("ListQueues", {})).toEqual({
    QueueUrls: ["a", "b1", "b2", "b3"].map(urlOf),
  });
  expect(await stage.call("ListQueues", { QueueNamePrefix: "x" })).toEqual({});
  const input = { QueueNamePrefix: "b", MaxResults: 2 };
  const first = await stage.call("ListQueues", input);
  expect(first.QueueUrls).toEqual([urlOf("b1"), urlOf("b2")]);
  const second = await stage.call("ListQueues", { ...input, NextToken: first.NextToken });
  expect(second).toEqual({ QueueUrls: [urlOf("b3")] });
  await expect(stage.call("ListQueues", { NextToken: "garbage" })).rejects.toThrow(/next token/);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
test("a purge deletes all messages, in flight or not, once a minute", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  const QueueUrl = urlOf("orders");
  await stage.send("orders", "a");
  await stage.send("orders", "b");
  await stage.receive("orders", { MaxNumberOfMessages: 1 });
  await stage.call("PurgeQueue", { QueueUrl });
  expect(stage.sqs().depths().orders).toEqual({ visible: 0, notVisible: 0, delayed: 0 });
  await expect(stage.call("PurgeQueue", { QueueUrl })).rejects.toMatchObject({
    code: "PurgeQueueInProgress",
    queryCode: "AWS.SimpleQueueService.PurgeQueueInProgress",
    // Recorded from AWS by LocalStack: test_sqs.snapshot.json, test_successive_purge_calls_fail.
    status: 403,
  });
  stage.clock.advance(60_000);
  await stage.call("PurgeQueue", { QueueUrl });
});

// Checked against AWS by LocalStack: test_sqs.py, test_posting_to_queue_via_queue_name.
test("a queue's name is taken in place of its URL", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  await stage.call("SendMessage", { QueueUrl: "orders", MessageBody: "a" });
  expect(await stage.bodies("orders")).toEqual(["a"]);
  await expect(
    stage.call("SendMessage", { QueueUrl: "other", MessageBody: "a" }),
  ).rejects.toMatchObject({ code: "QueueDoesNotExist" });
});
