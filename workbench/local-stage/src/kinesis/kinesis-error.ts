import { AwsError } from "../shared/aws-error.ts";

/** What Kinesis answers to a value that is well-formed but cannot be used. */
export function invalidArgument(message: string): AwsError {
  return new AwsError("InvalidArgumentException", message);
}

/** What Kinesis answers to a value that breaks a rule of its API's model. `member` is as AWS writes it: `partitionKey`. */
export function constraintViolated(member: string, value: unknown, constraint: string): AwsError {
  return new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

export function resourceNotFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message);
}

/** What a shard answers when it has more to do than it can. */
export function throughputExceeded(message: string): AwsError {
  return new AwsError("ProvisionedThroughputExceededException", message);
}
