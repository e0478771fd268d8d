import { AwsError } from "../common/aws-error.ts";

/** Kinesis's error for a well-formed value that cannot be used. */
export function invalidArgument(message: string): AwsError {
  return new AwsError("InvalidArgumentException", message);
}

/** Kinesis's error for a value that violates a constraint of the API's model. `member` is AWS's spelling: `partitionKey`. */
export function constraintViolated(member: string, value: unknown, constraint: string): AwsError {
  return new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

export function resourceNotFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message);
}

/** The error of a shard whose throughput is exceeded. */
export function throughputExceeded(message: string): AwsError {
  return new AwsError("ProvisionedThroughputExceededException", message);
}
