import { expect, test } from "vitest";
import type { StoredMessage } from "../../sqs/messages/message-store.ts";
import { queueOf } from "../../sqs/testing/queue-of.ts";
import { queueEvents, queueRecord } from "./queue-event.ts";

const message: StoredMessage = {
  seq: 7,
  queue: "orders",
  messageId: "059f36b4-87a3-44ab-83d2-661975830a7d",
  sentAtMs: 1_545_082_649_183,
  visibleAtMs: 0,
  heldBy: "poller",
  receiveCount: 1,
  firstReceivedAtMs: 1_545_082_649_185,
  receivedAtMs: 1_545_082_649_185,
  senderId: "AIDAIENQZJOLO23YVJ4VO",
  md5OfBody: "098f6bcd4621d373cade4e832627b4f6",
  groupId: null,
  deduplicationId: null,
  deadLetterSourceArn: null,
  traceHeader: null,
  attributes: null,
  body: "test",
};

// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html (example standard queue message event)
test("a record of a standard queue has AWS's shape", () => {
  expect(queueRecord(queueOf("orders"), message, { hasWindow: false })).toEqual({
    messageId: "059f36b4-87a3-44ab-83d2-661975830a7d",
    receiptHandle: expect.stringMatching(/^AQEB/),
    body: "test",
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "1545082649183",
      SenderId: "AIDAIENQZJOLO23YVJ4VO",
      ApproximateFirstReceiveTimestamp: "1545082649185",
    },
    messageAttributes: {},
    md5OfBody: "098f6bcd4621d373cade4e832627b4f6",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-central-1:123456789012:orders",
    awsRegion: "eu-central-1",
  });
});

// The same page, example FIFO queue message event.
test("a record of a FIFO queue names its group, sequence and deduplication id, and its attributes", () => {
  const fifoMessage = {
    ...message,
    groupId: "1",
    deduplicationId: "test",
    traceHeader: "Root=1-5e6722a7-cc2c2c2c46db7ae98d0da47a",
    attributes: JSON.stringify({
      kind: { DataType: "String", StringValue: "order" },
      raw: { DataType: "Binary", BinaryValue: "AAEC" },
    }),
  };
  const record = queueRecord(queueOf("orders.fifo"), fifoMessage, { hasWindow: false });
  expect(record.attributes).toMatchObject({
    MessageGroupId: "1",
    MessageDeduplicationId: "test",
    SequenceNumber: "10000000000000000007",
    AWSTraceHeader: "Root=1-5e6722a7-cc2c2c2c46db7ae98d0da47a",
  });
  expect(record.messageAttributes).toEqual({
    kind: { stringValue: "order", stringListValues: [], binaryListValues: [], dataType: "String" },
    raw: { binaryValue: "AAEC", stringListValues: [], binaryListValues: [], dataType: "Binary" },
  });
  expect(record.md5OfMessageAttributes).toMatch(/^[0-9a-f]{32}$/);
});

// As recorded from AWS in 2024 by LocalStack (test_lambda_integration_sqs.snapshot.json, test_sqs_event_source_mapping).
test("a record of a mapping with a batching window says null where a message has no attributes", () => {
  expect(queueRecord(queueOf("orders"), message, { hasWindow: true })).toMatchObject({
    messageAttributes: {},
    md5OfMessageAttributes: null,
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (6 MB a synchronous request)
test("records are spread over as many events as the size limit needs, in order and none lost", () => {
  const records = [400, 400, 100, 900, 100].map((length, index) =>
    queueRecord(
      queueOf("orders"),
      { ...message, messageId: `m${index}`, body: "x".repeat(length) },
      { hasWindow: false },
    ),
  );
  const limitBytes = 1_900;
  const events = queueEvents(records, limitBytes);
  expect(events.flatMap((event) => event.Records)).toEqual(records);
  expect(events.length).toBeGreaterThan(1);
  for (const event of events) expect(JSON.stringify(event).length).toBeLessThanOrEqual(limitBytes);
});
