/**
 * What is counted while a program runs, by AWS's rules. All but the durations are equal in every run of the same work; log bytes
 * nearly, for lines have times and ids in them.
 */
export const meteredUnits = [
  "lambda-requests",
  "lambda-billed-ms",
  "http-api-requests",
  "internet-egress-bytes",
  "sqs-requests",
  "step-functions-transitions",
  "kinesis-put-units",
  "kinesis-written-kb",
  "dynamodb-write-units",
  "dynamodb-read-units",
  "s3-write-requests",
  "s3-read-requests",
  "s3-written-bytes",
  "scheduler-invocations",
  "secrets-manager-requests",
  "ssm-requests",
  "cloudwatch-requests",
  "sns-requests",
  "log-bytes",
  "metric-hours",
  "xray-traces",
] as const;

export type MeteredUnit = (typeof meteredUnits)[number];

/** Units that depend on the machine. */
export const durationUnits: readonly MeteredUnit[] = ["lambda-billed-ms"];
