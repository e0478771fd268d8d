import type { Message } from "@aws-sdk/client-sqs";
import type { DeadLetterSource, MessageOrigin } from "../sources/dead-letter-source.ts";
import type { DeadLetterMessage, Failure, RedriveTarget } from "./dead-letter-message.ts";
import { type InvocationRecord, readInvocationRecord } from "./invocation-record.ts";
import { traceOf } from "./trace-of.ts";

type QueueSource = Extract<DeadLetterSource, { kind: "queue" }>;
type OriginKind = MessageOrigin["kind"];
type OriginOfKind<Kind extends OriginKind> = Extract<MessageOrigin, { kind: Kind }>;

/** The fields that differ by the message's origin. */
type OriginFields = Pick<DeadLetterMessage, "target" | "failure"> &
  Partial<Pick<DeadLetterMessage, "firstMs" | "lastMs">>;

/** Reads a message of a dead-letter source. Its form shows what put it there. */
export function readMessage(source: QueueSource, message: Message): DeadLetterMessage {
  const { MessageId: id = "", Body: body = "", MessageAttributes: attributes = {} } = message;
  const { origins, name } = source;
  const system: SystemAttributes = message.Attributes ?? {};
  const fields =
    readRecord(origins, readInvocationRecord(body)) ??
    readScheduleInput(origins, message) ??
    readDiscardedEvent(origins, message) ??
    readQueueMessage(source, system) ??
    withoutTarget("nothing in the program puts such messages into this queue");
  const consumer = "name" in fields.target ? consumerOf(origins, fields.target) : undefined;
  const traceId = fields.failure.traceId ?? traceOf(system.AWSTraceHeader);
  return {
    id,
    source: name,
    body,
    attributes,
    ...fields,
    failure: { ...fields.failure, ...(traceId === undefined ? {} : { traceId }) },
    ...(consumer === undefined ? {} : { consumer }),
    receiveCount: Number(system.ApproximateReceiveCount ?? 1),
    firstMs: fields.firstMs || Number(system.SentTimestamp ?? 0),
  };
}

type SystemAttributes = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function readRecord(origins: readonly MessageOrigin[], record: InvocationRecord | undefined) {
  if (!record) return undefined;
  return record.KinesisBatchInfo
    ? readStreamBatch(origins, record)
    : readFailedEvent(origins, record);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html */
function readStreamBatch(
  origins: readonly MessageOrigin[],
  record: InvocationRecord,
): OriginFields | undefined {
  const batch = record.KinesisBatchInfo;
  const origin = originsOfKind(origins, "stream").find(
    ({ stream, consumer }) =>
      stream.arn === batch?.streamArn && consumer.arn === record.requestContext.functionArn,
  );
  if (!origin || !batch) return undefined;
  const { stream, mapping, consumer } = origin;
  const { shardId, startSequenceNumber, endSequenceNumber, batchSize } = batch;
  return {
    target: {
      kind: "stream-consumer",
      arn: consumer.arn,
      name: consumer.logicalName,
      batch: {
        streamArn: stream.arn,
        stream: stream.logicalName,
        shardId,
        startSequenceNumber,
        endSequenceNumber,
        batchSize,
        maxBatchSize: mapping.batchSize,
        filterPatterns: mapping.filterPatterns,
        reportsBatchItemFailures: mapping.reportBatchItemFailures,
        roleArn: consumer.roleArn,
        functionTimeoutMs: consumer.timeoutMs,
      },
    },
    failure: failureOf(record),
    firstMs: Date.parse(batch.approximateArrivalOfFirstRecord),
    lastMs: Date.parse(record.timestamp),
  };
}

function readFailedEvent(
  origins: readonly MessageOrigin[],
  record: InvocationRecord,
): OriginFields | undefined {
  const origin = originsOfKind(origins, "failure-destination").find(
    ({ consumer }) => consumer.arn === record.requestContext.functionArn,
  );
  if (!origin) return undefined;
  const { arn, logicalName: name } = origin.consumer;
  const { requestId } = record.requestContext;
  const payload = JSON.stringify(record.requestPayload);
  return {
    target: { kind: "function", arn, name, payload, requestId },
    failure: failureOf(record),
    lastMs: Date.parse(record.timestamp),
  };
}

function failureOf({ requestContext, responsePayload }: InvocationRecord): Failure {
  const { condition, requestId } = requestContext;
  const { errorType, errorMessage } = responsePayload ?? {};
  return {
    error: errorType ?? condition,
    ...(errorMessage === undefined ? {} : { message: errorMessage }),
    requestId,
  };
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
function readScheduleInput(
  origins: readonly MessageOrigin[],
  { Body: payload = "", MessageAttributes: attributes = {} }: Message,
): OriginFields | undefined {
  const scheduleArn = attributes.SCHEDULE_ARN?.StringValue;
  const origin = originsOfKind(origins, "schedule").find(
    ({ schedule }) => schedule.arn === scheduleArn,
  );
  if (!origin) return undefined;
  const message = attributes.ERROR_MESSAGE?.StringValue;
  const failure = {
    error: attributes.ERROR_CODE?.StringValue ?? "target not reached",
    ...(message === undefined ? {} : { message }),
  };
  const { consumer } = origin;
  if (!consumer)
    return { ...withoutTarget("its target is not a function of the program"), failure };
  if (attributes.IS_PAYLOAD_TRUNCATED?.StringValue === "true") {
    return { ...withoutTarget("Scheduler has truncated its payload"), failure };
  }
  const { arn, logicalName: name } = consumer;
  return { target: { kind: "function", arn, name, payload }, failure };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
function readDiscardedEvent(
  origins: readonly MessageOrigin[],
  { Body: payload = "", MessageAttributes: attributes = {} }: Message,
): OriginFields | undefined {
  const candidates = originsOfKind(origins, "function-dead-letter-queue");
  const requestId = attributes.RequestID?.StringValue;
  const [origin, other] = candidates;
  if (!origin || requestId === undefined || !attributes.ErrorCode) return undefined;
  const message = attributes.ErrorMessage?.StringValue;
  const failure = {
    error: attributes.ErrorCode.StringValue === "429" ? "throttled" : (message ?? causeUnknown),
    ...(message === undefined ? {} : { message }),
    requestId,
  };
  if (other) {
    const names = candidates.map(({ consumer }) => consumer.logicalName).join(" and ");
    return {
      ...withoutTarget(
        `${names} share this dead-letter queue, and the event does not name its function`,
      ),
      failure,
    };
  }
  const { arn, logicalName: name } = origin.consumer;
  return { target: { kind: "function", arn, name, payload, requestId }, failure };
}

/** Any other message in the dead-letter queue of a queue. */
function readQueueMessage(
  { origins }: QueueSource,
  system: SystemAttributes,
): OriginFields | undefined {
  const candidates = originsOfKind(origins, "queue");
  const [only, other] = candidates;
  if (!only) return undefined;
  const sourceArn = system.DeadLetterQueueSourceArn;
  const origin =
    sourceArn === undefined ? only : candidates.find(({ queue }) => queue.arn === sourceArn);
  const failure = { error: causeUnknown };
  if (!origin || (other && sourceArn === undefined)) {
    return { ...withoutTarget("it does not name its original queue"), failure };
  }
  const { arn, logicalName: name, fifo } = origin.queue;
  const groupId = system.MessageGroupId;
  return {
    target: { kind: "queue", arn, name, fifo, ...(groupId === undefined ? {} : { groupId }) },
    failure,
  };
}

/** SQS does not store why a consumer failed; the consumer's log may. */
export const causeUnknown = "cause unknown";

function withoutTarget(why: string): OriginFields {
  return { target: { kind: "none", why }, failure: { error: "origin unknown" } };
}

function originsOfKind<Kind extends OriginKind>(origins: readonly MessageOrigin[], kind: Kind) {
  return origins.filter((origin): origin is OriginOfKind<Kind> => origin.kind === kind);
}

function consumerOf(
  origins: readonly MessageOrigin[],
  target: Exclude<RedriveTarget, { kind: "none" }>,
): string | undefined {
  if (target.kind !== "queue") return target.name;
  return originsOfKind(origins, "queue").find(({ queue }) => queue.arn === target.arn)?.consumer
    ?.logicalName;
}
