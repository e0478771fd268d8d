import type { Message } from "@aws-sdk/client-sqs";
import type { Place, Taking } from "../places/place.ts";
import type { DeadLetter, Failure, WayBack } from "./dead-letter.ts";
import { type FailureRecord, readFailureRecord } from "./failure-record.ts";
import { traceOf } from "./trace-of.ts";

type QueuePlace = Extract<Place, { kind: "queue" }>;
type TakingFrom<From extends Taking["from"]> = Extract<Taking, { from: From }>;

/** What tells of one kind of dead letter, beside what every message has. */
type Reading = Pick<DeadLetter, "way" | "failure"> &
  Partial<Pick<DeadLetter, "firstMs" | "lastMs">>;

/** Reads a message of a place where dead letters end. What left it there is told by how it looks. */
export function readLetter(place: QueuePlace, message: Message): DeadLetter {
  const { MessageId: id = "", Body: body = "", MessageAttributes: attributes = {} } = message;
  const { takes, name } = place;
  const system: SystemAttributes = message.Attributes ?? {};
  const found =
    readRecord(takes, readFailureRecord(body)) ??
    readScheduled(takes, message) ??
    readDiscarded(takes, message) ??
    readRedriven(place, system) ??
    unknown("nothing of the program leaves messages like this here");
  const consumer = "name" in found.way ? consumerOf(takes, found.way) : undefined;
  const traceId = found.failure.traceId ?? traceOf(system.AWSTraceHeader);
  return {
    id,
    place: name,
    body,
    attributes,
    ...found,
    failure: { ...found.failure, ...(traceId === undefined ? {} : { traceId }) },
    ...(consumer === undefined ? {} : { consumer }),
    receiveCount: Number(system.ApproximateReceiveCount ?? 1),
    firstMs: found.firstMs || Number(system.SentTimestamp ?? 0),
  };
}

type SystemAttributes = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function readRecord(takes: readonly Taking[], record: FailureRecord | undefined) {
  if (!record) return undefined;
  return record.KinesisBatchInfo ? readStreamed(takes, record) : readFailed(takes, record);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html */
function readStreamed(takes: readonly Taking[], record: FailureRecord): Reading | undefined {
  const batch = record.KinesisBatchInfo;
  const taking = takingOf(takes, "stream").find(
    ({ stream, consumer }) =>
      stream.arn === batch?.streamArn && consumer.arn === record.requestContext.functionArn,
  );
  if (!taking || !batch) return undefined;
  const { stream, source, consumer } = taking;
  const { shardId, startSequenceNumber, endSequenceNumber, batchSize } = batch;
  return {
    way: {
      to: "stream-consumer",
      arn: consumer.arn,
      name: consumer.logicalName,
      batch: {
        streamArn: stream.arn,
        stream: stream.logicalName,
        shardId,
        startSequenceNumber,
        endSequenceNumber,
        batchSize,
        largestBatch: source.batchSize,
        filterPatterns: source.filterPatterns,
        reportsBatchItemFailures: source.reportBatchItemFailures,
        roleArn: consumer.roleArn,
        functionTimeoutMs: consumer.timeoutMs,
      },
    },
    failure: failureOf(record),
    firstMs: Date.parse(batch.approximateArrivalOfFirstRecord),
    lastMs: Date.parse(record.timestamp),
  };
}

function readFailed(takes: readonly Taking[], record: FailureRecord): Reading | undefined {
  const taking = takingOf(takes, "failed-events").find(
    ({ consumer }) => consumer.arn === record.requestContext.functionArn,
  );
  if (!taking) return undefined;
  const { arn, logicalName: name } = taking.consumer;
  const { requestId } = record.requestContext;
  const payload = JSON.stringify(record.requestPayload);
  return {
    way: { to: "function", arn, name, payload, requestId },
    failure: failureOf(record),
    lastMs: Date.parse(record.timestamp),
  };
}

function failureOf({ requestContext, responsePayload }: FailureRecord): Failure {
  const { condition, requestId } = requestContext;
  const { errorType, errorMessage } = responsePayload ?? {};
  return {
    error: errorType ?? condition,
    ...(errorMessage === undefined ? {} : { message: errorMessage }),
    requestId,
  };
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
function readScheduled(
  takes: readonly Taking[],
  { Body: payload = "", MessageAttributes: attributes = {} }: Message,
): Reading | undefined {
  const scheduleArn = attributes.SCHEDULE_ARN?.StringValue;
  const taking = takingOf(takes, "schedule").find(({ schedule }) => schedule.arn === scheduleArn);
  if (!taking) return undefined;
  const message = attributes.ERROR_MESSAGE?.StringValue;
  const failure = {
    error: attributes.ERROR_CODE?.StringValue ?? "not reached",
    ...(message === undefined ? {} : { message }),
  };
  const { consumer } = taking;
  if (!consumer) return { ...unknown("its target is no function of the program"), failure };
  if (attributes.IS_PAYLOAD_TRUNCATED?.StringValue === "true") {
    return { ...unknown("Scheduler has cut its payload short"), failure };
  }
  const { arn, logicalName: name } = consumer;
  return { way: { to: "function", arn, name, payload }, failure };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
function readDiscarded(
  takes: readonly Taking[],
  { Body: payload = "", MessageAttributes: attributes = {} }: Message,
): Reading | undefined {
  const candidates = takingOf(takes, "discarded-events");
  const requestId = attributes.RequestID?.StringValue;
  const [taking, other] = candidates;
  if (!taking || requestId === undefined || !attributes.ErrorCode) return undefined;
  const message = attributes.ErrorMessage?.StringValue;
  const failure = {
    error: attributes.ErrorCode.StringValue === "429" ? "never run" : (message ?? "unknown"),
    ...(message === undefined ? {} : { message }),
    requestId,
  };
  if (other) {
    const names = candidates.map(({ consumer }) => consumer.logicalName).join(" and ");
    return { ...unknown(`${names} leave their events here, and none says whose it is`), failure };
  }
  const { arn, logicalName: name } = taking.consumer;
  return { way: { to: "function", arn, name, payload, requestId }, failure };
}

/** Whatever lies in the dead-letter queue of another queue and says nothing else. */
function readRedriven({ takes }: QueuePlace, system: SystemAttributes): Reading | undefined {
  const sources = takingOf(takes, "queue");
  const [only, other] = sources;
  if (!only) return undefined;
  const sourceArn = system.DeadLetterQueueSourceArn;
  const taking =
    sourceArn === undefined ? only : sources.find(({ queue }) => queue.arn === sourceArn);
  const failure = { error: notTold };
  if (!taking || (other && sourceArn === undefined)) {
    return { ...unknown("it does not say which queue it comes from"), failure };
  }
  const { arn, logicalName: name, fifo } = taking.queue;
  const groupId = system.MessageGroupId;
  return {
    way: { to: "queue", arn, name, fifo, ...(groupId === undefined ? {} : { groupId }) },
    failure,
  };
}

/** SQS does not keep why a message was given back: the consumer's log may. */
export const notTold = "not told";

function unknown(why: string): Reading {
  return { way: { to: "nowhere", why }, failure: { error: "unknown" } };
}

function takingOf<From extends Taking["from"]>(takes: readonly Taking[], from: From) {
  return takes.filter((taking): taking is TakingFrom<From> => taking.from === from);
}

function consumerOf(
  takes: readonly Taking[],
  way: Exclude<WayBack, { to: "nowhere" }>,
): string | undefined {
  if (way.to !== "queue") return way.name;
  return takingOf(takes, "queue").find(({ queue }) => queue.arn === way.arn)?.consumer?.logicalName;
}
