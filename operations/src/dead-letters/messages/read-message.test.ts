import type { Message } from "@aws-sdk/client-sqs";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { functionNamed } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import type { MessageOrigin } from "../sources/dead-letter-source.ts";
import { readMessage } from "./read-message.ts";

const text = (StringValue: string) => ({ DataType: "String", StringValue });
const queueNamed = (name: string, fifo = false) =>
  ({
    logicalName: name,
    name,
    arn: `arn:aws:sqs:eu-west-1:123456789012:${name}`,
    fifo,
  }) as QueueDefinition;

const worker = functionNamed("Worker");
const other = functionNamed("Other");
const fromQueue = (name: string, consumer?: FunctionDefinition): MessageOrigin => ({
  kind: "queue",
  queue: queueNamed(name),
  ...(consumer ? { consumer } : {}),
});

function read(origins: readonly MessageOrigin[], message: Message) {
  return readMessage({ kind: "queue", name: "Dead", queue: queueNamed("Dead"), origins }, message);
}

const system = { SentTimestamp: "1000", ApproximateReceiveCount: "3" };

test("a message of a dead-letter queue is read with its time, receive count and trace", () => {
  const AWSTraceHeader = "Root=1-a-b;Parent=c;Sampled=0;Lineage=1:fe460cdd:15";
  const Attributes = { ...system, AWSTraceHeader, MessageGroupId: "g" };
  const message = read([fromQueue("Work", worker)], { MessageId: "m", Body: "{}", Attributes });
  expect(message).toMatchObject({
    id: "m",
    source: "Dead",
    consumer: "Worker",
    body: "{}",
    receiveCount: 3,
    firstMs: 1_000,
    failure: { error: "cause unknown", traceId: "1-a-b" },
    target: { kind: "queue", name: "Work", groupId: "g" },
  });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
test.each([
  [queueNamed("B").arn, { kind: "queue", name: "B" }],
  [undefined, { kind: "none", why: "it does not name its original queue" }],
  [queueNamed("C").arn, { kind: "none", why: "it does not name its original queue" }],
])(
  "when several queues share a dead-letter queue, the message names its queue: %s",
  (source, target) => {
    const Attributes = { ...system, ...(source && { DeadLetterQueueSourceArn: source }) };
    const message = read([fromQueue("A", worker), fromQueue("B", other)], { Body: "", Attributes });
    expect(message.target).toMatchObject(target);
  },
);

const record = {
  version: "1.0",
  timestamp: "2026-11-23T12:00:00.000Z",
  requestContext: {
    requestId: "r-1",
    functionArn: `${worker.arn}:$LATEST`,
    condition: "RetriesExhausted",
    approximateInvokeCount: 3,
  },
  requestPayload: { a: 1 },
  responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
  responsePayload: { errorType: "TypeError", errorMessage: "no" },
};

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
test("an invocation record holds the event and the error", () => {
  const origins: MessageOrigin[] = [{ kind: "failure-destination", consumer: worker }];
  const message = read(origins, { Body: JSON.stringify(record), Attributes: system });
  expect(message).toMatchObject({
    consumer: "Worker",
    lastMs: Date.parse(record.timestamp),
    failure: { error: "TypeError", message: "no", requestId: "r-1" },
    target: { kind: "function", arn: worker.arn, payload: '{"a":1}' },
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
test("the invocation record of a stream batch holds its position and its first arrival", () => {
  const streamArn = "arn:aws:kinesis:eu-west-1:123456789012:stream/sales";
  const { requestPayload, responsePayload, ...rest } = record;
  const Body = JSON.stringify({
    ...rest,
    KinesisBatchInfo: {
      streamArn,
      shardId: "shard-0",
      startSequenceNumber: "1",
      endSequenceNumber: "3",
      batchSize: 3,
      approximateArrivalOfFirstRecord: "2026-11-23T11:00:00.000Z",
    },
  });
  const takingFrom = (reader: FunctionDefinition) => {
    const stream = { arn: streamArn, logicalName: "Sales" };
    const mapping = { batchSize: 100, filterPatterns: [], reportBatchItemFailures: true };
    return { kind: "stream", stream, mapping, consumer: reader } as unknown as MessageOrigin;
  };
  expect(read([takingFrom(worker)], { Body, Attributes: system })).toMatchObject({
    consumer: "Worker",
    firstMs: Date.parse("2026-11-23T11:00:00Z"),
    failure: { error: "RetriesExhausted", requestId: "r-1" },
    target: {
      kind: "stream-consumer",
      name: "Worker",
      batch: { stream: "Sales", shardId: "shard-0", batchSize: 3, maxBatchSize: 100 },
    },
  });
  // Another function reads the same stream, and has another on-failure destination.
  expect(read([takingFrom(other)], { Body, Attributes: system }).target.kind).toBe("none");
});

test("an invocation record without a response has its condition as the error", () => {
  const { responsePayload, responseContext, ...rest } = record;
  const Body = JSON.stringify(rest);
  const message = read([{ kind: "failure-destination", consumer: worker }], {
    Body,
    Attributes: system,
  });
  expect(message.failure).toEqual({ error: "RetriesExhausted", requestId: "r-1" });
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
const discarded = {
  Body: '{"a":1}',
  Attributes: system,
  MessageAttributes: {
    RequestID: text("r-1"),
    ErrorCode: text("200"),
    ErrorMessage: text("no"),
  },
};

test("a message in a function's dead-letter queue is the event, and belongs to the only function with that queue", () => {
  const one: MessageOrigin[] = [{ kind: "function-dead-letter-queue", consumer: worker }];
  expect(read(one, discarded)).toMatchObject({
    failure: { error: "no", requestId: "r-1" },
    target: { kind: "function", name: "Worker", payload: '{"a":1}' },
  });
  const two: MessageOrigin[] = [...one, { kind: "function-dead-letter-queue", consumer: other }];
  expect(read(two, discarded).target).toEqual({
    kind: "none",
    why: "Worker and Other share this dead-letter queue, and the event does not name its function",
  });
});

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
test.each([
  ["false", worker, { kind: "function", name: "Worker", payload: '{"a":1}' }],
  ["true", worker, { kind: "none", why: "Scheduler has truncated its payload" }],
  ["false", undefined, { kind: "none", why: "its target is not a function of the program" }],
])("a schedule's input, truncated: %s", (truncated, consumer, target) => {
  const schedule = { arn: "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/nightly" };
  const origin = { kind: "schedule", schedule, ...(consumer ? { consumer } : {}) } as MessageOrigin;
  const message = read([fromQueue("Work", other), origin], {
    Body: '{"a":1}',
    Attributes: system,
    MessageAttributes: {
      SCHEDULE_ARN: text(schedule.arn),
      ERROR_CODE: text("Throttled"),
      IS_PAYLOAD_TRUNCATED: text(truncated),
    },
  });
  expect(message).toMatchObject({ failure: { error: "Throttled" }, target });
});

test.each(["", "null", "[]", "{}", '{"requestContext":{}}'])(
  "a message that nothing in the program sends has no redrive target: %s",
  (Body) => {
    const origins: MessageOrigin[] = [{ kind: "failure-destination", consumer: worker }];
    expect(read(origins, { Body, Attributes: system }).target).toEqual({
      kind: "none",
      why: "nothing in the program puts such messages into this queue",
    });
  },
);
