import type { Message } from "@aws-sdk/client-sqs";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { functionNamed } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import type { Taking } from "../places/place.ts";
import { readLetter } from "./read-letter.ts";

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
const fromQueue = (name: string, consumer?: FunctionDefinition): Taking => ({
  from: "queue",
  queue: queueNamed(name),
  ...(consumer ? { consumer } : {}),
});

function read(takes: readonly Taking[], message: Message) {
  return readLetter({ kind: "queue", name: "Dead", queue: queueNamed("Dead"), takes }, message);
}

const system = { SentTimestamp: "1000", ApproximateReceiveCount: "3" };

test("a message of a dead-letter queue has its time, its count and its trace", () => {
  const AWSTraceHeader = "Root=1-a-b;Parent=c;Sampled=0;Lineage=1:fe460cdd:15";
  const Attributes = { ...system, AWSTraceHeader, MessageGroupId: "g" };
  const letter = read([fromQueue("Work", worker)], { MessageId: "m", Body: "{}", Attributes });
  expect(letter).toMatchObject({
    id: "m",
    place: "Dead",
    consumer: "Worker",
    body: "{}",
    receiveCount: 3,
    firstMs: 1_000,
    failure: { error: "not told", traceId: "1-a-b" },
    way: { to: "queue", name: "Work", groupId: "g" },
  });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
test.each([
  [queueNamed("B").arn, { to: "queue", name: "B" }],
  [undefined, { to: "nowhere", why: "it does not say which queue it comes from" }],
  [queueNamed("C").arn, { to: "nowhere", why: "it does not say which queue it comes from" }],
])("of several queues the message says which is its source: %s", (source, way) => {
  const Attributes = { ...system, ...(source && { DeadLetterQueueSourceArn: source }) };
  const letter = read([fromQueue("A", worker), fromQueue("B", other)], { Body: "", Attributes });
  expect(letter.way).toMatchObject(way);
});

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
test("a record of a failed event holds the event and the error", () => {
  const takes: Taking[] = [{ from: "failed-events", consumer: worker }];
  const letter = read(takes, { Body: JSON.stringify(record), Attributes: system });
  expect(letter).toMatchObject({
    consumer: "Worker",
    lastMs: Date.parse(record.timestamp),
    failure: { error: "TypeError", message: "no", requestId: "r-1" },
    way: { to: "function", arn: worker.arn, payload: '{"a":1}' },
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
test("a batch of a stream says where it stands, and since when", () => {
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
    const source = { batchSize: 100, filterPatterns: [], reportBatchItemFailures: true };
    return { from: "stream", stream, source, consumer: reader } as unknown as Taking;
  };
  expect(read([takingFrom(worker)], { Body, Attributes: system })).toMatchObject({
    consumer: "Worker",
    firstMs: Date.parse("2026-11-23T11:00:00Z"),
    failure: { error: "RetriesExhausted", requestId: "r-1" },
    way: {
      to: "stream-consumer",
      name: "Worker",
      batch: { stream: "Sales", shardId: "shard-0", batchSize: 3, largestBatch: 100 },
    },
  });
  // Another function reads the same stream, and leaves its batches elsewhere.
  expect(read([takingFrom(other)], { Body, Attributes: system }).way.to).toBe("nowhere");
});

test("an event that was never tried tells what it died of", () => {
  const { responsePayload, responseContext, ...rest } = record;
  const Body = JSON.stringify(rest);
  const letter = read([{ from: "failed-events", consumer: worker }], { Body, Attributes: system });
  expect(letter.failure).toEqual({ error: "RetriesExhausted", requestId: "r-1" });
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

test("a discarded event is the message, and its function the only one that it can be", () => {
  const one: Taking[] = [{ from: "discarded-events", consumer: worker }];
  expect(read(one, discarded)).toMatchObject({
    failure: { error: "no", requestId: "r-1" },
    way: { to: "function", name: "Worker", payload: '{"a":1}' },
  });
  const two: Taking[] = [...one, { from: "discarded-events", consumer: other }];
  expect(read(two, discarded).way).toEqual({
    to: "nowhere",
    why: "Worker and Other leave their events here, and none says whose it is",
  });
});

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
test.each([
  ["false", worker, { to: "function", name: "Worker", payload: '{"a":1}' }],
  ["true", worker, { to: "nowhere", why: "Scheduler has cut its payload short" }],
  ["false", undefined, { to: "nowhere", why: "its target is no function of the program" }],
])("a schedule's call, truncated: %s", (truncated, consumer, way) => {
  const schedule = { arn: "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/nightly" };
  const taking = { from: "schedule", schedule, ...(consumer ? { consumer } : {}) } as Taking;
  const letter = read([fromQueue("Work", other), taking], {
    Body: '{"a":1}',
    Attributes: system,
    MessageAttributes: {
      SCHEDULE_ARN: text(schedule.arn),
      ERROR_CODE: text("Throttled"),
      IS_PAYLOAD_TRUNCATED: text(truncated),
    },
  });
  expect(letter).toMatchObject({ failure: { error: "Throttled" }, way });
});

test.each(["", "null", "[]", "{}", '{"requestContext":{}}'])(
  "a message that nothing of the program leaves is told to be one: %s",
  (Body) => {
    const takes: Taking[] = [{ from: "failed-events", consumer: worker }];
    expect(read(takes, { Body, Attributes: system }).way).toEqual({
      to: "nowhere",
      why: "nothing of the program leaves messages like this here",
    });
  },
);
