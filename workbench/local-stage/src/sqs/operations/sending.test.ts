import { expect, test } from "vitest";
import { openTestSqs, urlOf } from "../testing/open-test-sqs.ts";
import { queueOf } from "../testing/queue-of.ts";

const oneMiB = 1_048_576;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
test.for([
  ["no body", {}, "MissingRequiredParameterException", /parameter MessageBody/],
  [
    "a control character",
    { MessageBody: "a\u0001" },
    "InvalidMessageContents",
    /Invalid characters/,
  ],
  ["a lone surrogate", { MessageBody: "\ud800" }, "InvalidMessageContents", /Invalid characters/],
  ["U+FFFF", { MessageBody: "\uffff" }, "InvalidMessageContents", /Invalid characters/],
  [
    "more than 1 MiB",
    { MessageBody: "x".repeat(oneMiB + 1) },
    "InvalidParameterValueException",
    /shorter than 1048576 bytes/,
  ],
  [
    "a body and attributes of more than 1 MiB together",
    {
      MessageBody: "x".repeat(oneMiB - 5),
      MessageAttributes: { a: { DataType: "String", StringValue: "x" } },
    },
    "InvalidParameterValueException",
    /shorter than 1048576 bytes/,
  ],
  [
    "a delay above 15 minutes",
    { MessageBody: "a", DelaySeconds: 901 },
    "InvalidParameterValueException",
    /DelaySeconds must be >= 0 and <= 900/,
  ],
  [
    "a deduplication id in a standard queue",
    { MessageBody: "a", MessageDeduplicationId: "a" },
    "InvalidParameterValueException",
    /not valid for this queue type/,
  ],
  [
    "an unknown system attribute",
    {
      MessageBody: "a",
      MessageSystemAttributes: { Other: { DataType: "String", StringValue: "a" } },
    },
    "InvalidParameterValueException",
    /'Other' is invalid/,
  ],
  ["a body that is no text", { MessageBody: 1 }, "SerializationException", /MessageBody/],
] as const)("a message is refused with %s", async ([, input, code, message]) => {
  const stage = openTestSqs([queueOf("orders")]);
  const sent = stage.call("SendMessage", { QueueUrl: urlOf("orders"), ...input });
  await expect(sent).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(stage.sqs().depths().orders?.visible).toBe(0);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
test("a message of exactly 1 MiB is accepted, and a queue may have a lower limit", async () => {
  const small = queueOf("small", { maximumMessageSizeBytes: 1_024 });
  const stage = openTestSqs([queueOf("orders"), small]);
  await stage.send("orders", "x".repeat(oneMiB));
  await stage.send("small", "x".repeat(1_024));
  await expect(stage.send("small", "x".repeat(1_025))).rejects.toThrow(/shorter than 1024 bytes/);
});

// Recorded from AWS by LocalStack: test_sqs.snapshot.json, test_send_batch_message_size.
test("an entry that is too long fails alone, in words of its own", async () => {
  const stage = openTestSqs([queueOf("small", { maximumMessageSizeBytes: 1_024 })]);
  const Entries = [
    { Id: "long", MessageBody: "x".repeat(1_025) },
    { Id: "short", MessageBody: "x" },
  ];
  const QueueUrl = urlOf("small");
  expect(await stage.call("SendMessageBatch", { QueueUrl, Entries })).toMatchObject({
    Successful: [{ Id: "short" }],
    Failed: [
      {
        Id: "long",
        Code: "InvalidParameterValue",
        Message:
          "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
        SenderFault: true,
      },
    ],
  });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
test.for(["http://x/123456789012/nothing", "http://x/999999999999/orders", "nothing", "http://x/"])(
  "there is no queue at %s",
  async (QueueUrl) => {
    const stage = openTestSqs([queueOf("orders")]);
    await expect(stage.call("SendMessage", { QueueUrl, MessageBody: "a" })).rejects.toMatchObject({
      code: "QueueDoesNotExist",
      queryCode: "AWS.SimpleQueueService.NonExistentQueue",
      status: 400,
    });
  },
);

test("a queue is found by its path whatever the host", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  const QueueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders";
  await stage.call("SendMessage", { QueueUrl, MessageBody: "a" });
  expect(await stage.bodies("orders")).toEqual(["a"]);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html
test("a message is delayed by its queue, or by itself", async () => {
  const stage = openTestSqs([queueOf("slow", { delaySeconds: 60 })]);
  await stage.send("slow", "queue's delay");
  await stage.send("slow", "own delay", { DelaySeconds: 10 });
  expect(stage.sqs().depths().slow).toEqual({ visible: 0, notVisible: 0, delayed: 2 });
  expect(await stage.bodies("slow")).toEqual([]);
  stage.clock.advance(10_000);
  expect(await stage.bodies("slow")).toEqual(["own delay"]);
  stage.clock.advance(50_000);
  // The first has become visible again by now: its visibility timeout of 30 s is over.
  expect((await stage.bodies("slow")).sort()).toEqual(["own delay", "queue's delay"]);
});

// https://docs.aws.amazon.com/xray/latest/devguide/xray-services-sqs.html: the attribute overrides the header.
test("the trace header is the attribute, or else the call's own", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  const AWSTraceHeader = { DataType: "String", StringValue: "Root=1-attribute" };
  const QueueUrl = urlOf("orders");
  const traced = { traceHeader: "Root=1-header" };
  await stage.call("SendMessage", { QueueUrl, MessageBody: "header" }, traced);
  const sent = await stage.call(
    "SendMessage",
    { QueueUrl, MessageBody: "attribute", MessageSystemAttributes: { AWSTraceHeader } },
    traced,
  );
  expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
  const received = await stage.receive("orders");
  expect(received.map((message) => message.Attributes.AWSTraceHeader)).toEqual([
    "Root=1-header",
    "Root=1-attribute",
  ]);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
test.for([
  ["no entry", [], "EmptyBatchRequest"],
  [
    "eleven",
    Array.from({ length: 11 }, (_, n) => ({ Id: `${n}` })),
    "TooManyEntriesInBatchRequest",
  ],
  ["an id twice", [{ Id: "a" }, { Id: "a" }], "BatchEntryIdsNotDistinct"],
  ["a bad id", [{ Id: "a b" }], "InvalidBatchEntryId"],
  ["a long id", [{ Id: "a".repeat(81) }], "InvalidBatchEntryId"],
  [
    "more than 1 MiB together",
    ["a", "b"].map((Id) => ({ Id, MessageBody: "x".repeat(oneMiB / 2 + 1) })),
    "BatchRequestTooLong",
  ],
] as const)("a whole batch is refused with %s", async ([, Entries, code]) => {
  const stage = openTestSqs([queueOf("orders")]);
  const sent = stage.call("SendMessageBatch", { QueueUrl: urlOf("orders"), Entries });
  await expect(sent).rejects.toMatchObject({
    code,
    queryCode: `AWS.SimpleQueueService.${code}`,
  });
});

test("an entry of a batch fails alone", async () => {
  const stage = openTestSqs([queueOf("orders")]);
  const answer = await stage.call("SendMessageBatch", {
    QueueUrl: urlOf("orders"),
    Entries: [
      { Id: "good", MessageBody: "a" },
      { Id: "bad", MessageBody: "b", DelaySeconds: -1 },
    ],
  });
  expect(answer.Successful).toMatchObject([{ Id: "good" }]);
  expect(answer.Failed).toMatchObject([
    { Id: "bad", Code: "InvalidParameterValue", SenderFault: true },
  ]);
  expect(await stage.bodies("orders")).toEqual(["a"]);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
test("a batch needs the permission of the single action", () => {
  const stage = openTestSqs([queueOf("orders")]);
  const asked = (operation: string) =>
    stage.sqs().operations[operation]?.permissions({ QueueUrl: urlOf("orders") });
  const resource = "arn:aws:sqs:eu-central-1:123456789012:orders";
  expect(asked("SendMessageBatch")).toEqual([{ action: "sqs:SendMessage", resource }]);
  expect(asked("DeleteMessageBatch")).toEqual([{ action: "sqs:DeleteMessage", resource }]);
  expect(asked("ChangeMessageVisibilityBatch")).toEqual([
    { action: "sqs:ChangeMessageVisibility", resource },
  ]);
});
