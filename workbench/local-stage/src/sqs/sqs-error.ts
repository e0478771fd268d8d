import { AwsError } from "../common/aws-error.ts";

/** SQS's error for an invalid value, with AWS's message. */
export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message, {
    queryCode: "InvalidParameterValue",
  });
}

/** SQS's error for a required parameter that is absent or empty. */
export function missingParameter(name: string): AwsError {
  return new AwsError(
    "MissingRequiredParameterException",
    `The request must contain the parameter ${name}.`,
    { queryCode: "MissingParameter" },
  );
}

/** An error of SQS's model whose older name carries the `AWS.SimpleQueueService.` prefix. */
export function modelledError(name: string, message: string, olderName = name): AwsError {
  return new AwsError(name, message, { queryCode: `AWS.SimpleQueueService.${olderName}` });
}

export function queueDoesNotExist(): AwsError {
  return modelledError(
    "QueueDoesNotExist",
    "The specified queue does not exist.",
    "NonExistentQueue",
  );
}

export function unsupportedForQueueType(name: string, value: string): AwsError {
  return invalidParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: The request include parameter that is not valid for this queue type.`,
  );
}
