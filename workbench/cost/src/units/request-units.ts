/** How AWS counts a request by the size of its payload: one unit for each begun `unitBytes`, and at least one. */
function unitsOf(bytes: number, unitBytes: number): number {
  return Math.max(1, Math.ceil(bytes / unitBytes));
}

const kib = 1_024;

/** Requests of an HTTP API, in units of 512 KB. @see https://aws.amazon.com/api-gateway/pricing/ */
export const httpApiUnits = (bytes: number) => unitsOf(bytes, 512 * kib);

/** Requests of SQS, in units of 64 KB. @see https://aws.amazon.com/sqs/pricing/ */
export const sqsUnits = (bytes: number) => unitsOf(bytes, 64 * kib);

/** A record of Kinesis, in units of 25 KB. @see https://aws.amazon.com/kinesis/data-streams/pricing/ */
export const kinesisPutUnits = (bytes: number) => unitsOf(bytes, 25 * kib);

/** A record of an on-demand stream, in units of 1 KB. @see https://aws.amazon.com/kinesis/data-streams/pricing/ */
export const kinesisWrittenKb = (bytes: number) => unitsOf(bytes, kib);

/** An item written to DynamoDB, in units of 1 KB. @see https://aws.amazon.com/dynamodb/pricing/on-demand/ */
export const dynamodbWriteUnits = (bytes: number) => unitsOf(bytes, kib);

/**
 * What is read from DynamoDB: units of 4 KB, and half of one for an eventually consistent read.
 * @see https://aws.amazon.com/dynamodb/pricing/on-demand/
 */
export const dynamodbReadUnits = (bytes: number, isConsistent: boolean) =>
  unitsOf(bytes, 4 * kib) * (isConsistent ? 1 : 0.5);

/**
 * Lambda's requests for one event: an asynchronous event above 256 KB counts one more for each further 64 KB.
 * @see https://aws.amazon.com/lambda/pricing/
 */
export const lambdaRequests = (eventBytes: number) =>
  1 + Math.ceil(Math.max(0, eventBytes - 256 * kib) / (64 * kib));
