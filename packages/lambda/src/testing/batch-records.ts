import type { KinesisStreamEvent, KinesisStreamRecord, SQSEvent, SQSRecord } from "aws-lambda";

/** A message as Lambda delivers it: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function sqsRecord(messageId: string, body: string, more: Partial<SQSRecord> = {}) {
  return {
    messageId,
    body,
    eventSourceARN: "arn:aws:sqs:eu-west-1:000000000000:parcels",
    attributes: { ApproximateReceiveCount: "1" },
    messageAttributes: {},
    ...more,
  } as SQSRecord;
}

/** A batch of messages `message-0`, `message-1`, ... with these values as their bodies. */
export function sqsEvent(...values: readonly unknown[]): SQSEvent {
  return {
    Records: values.map((value, index) => sqsRecord(`message-${index}`, JSON.stringify(value))),
  };
}

/** A record as Lambda delivers it: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
export function kinesisRecord(sequenceNumber: string, body: string) {
  return {
    eventSourceARN: "arn:aws:kinesis:eu-west-1:000000000000:stream/parcels",
    kinesis: { sequenceNumber, data: Buffer.from(body).toString("base64") },
  } as KinesisStreamRecord;
}

/** A batch of records `0`, `1`, ... with these values as their data. */
export function kinesisEvent(...values: readonly unknown[]): KinesisStreamEvent {
  return {
    Records: values.map((value, index) => kinesisRecord(String(index), JSON.stringify(value))),
  };
}
