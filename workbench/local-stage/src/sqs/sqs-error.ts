import { AwsError } from "../shared/aws-error.ts";

/** What SQS answers to a bad value; the message is AWS's own. */
export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message, {
    queryCode: "InvalidParameterValue",
  });
}

/** What SQS answers when a required parameter is absent or empty. */
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
