import { AwsError } from "../common/aws-error.ts";

type FaultErrors = { readonly throttled: () => AwsError; readonly failed: () => AwsError };

const throttling = (code: string, status = 400) => {
  return () => new AwsError(code, "Rate exceeded", { status });
};
const failure = (code: string, status = 500) => {
  return () => new AwsError(code, "The request processing has failed.", { status });
};

/**
 * The error of each service when it throttles, and when it fails.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html#API_PutRecords_Errors
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html#API_UpdateSchedule_Errors
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
 */
const byService: { readonly [name: string]: FaultErrors } = {
  "API Gateway": {
    throttled: throttling("TooManyRequestsException", 429),
    failed: failure("InternalFailure"),
  },
  DynamoDB: {
    throttled: throttling("ProvisionedThroughputExceededException"),
    failed: failure("InternalServerError"),
  },
  "EventBridge Scheduler": {
    throttled: throttling("ThrottlingException", 429),
    failed: failure("InternalServerException"),
  },
  Kinesis: {
    throttled: throttling("ProvisionedThroughputExceededException"),
    failed: failure("InternalFailureException"),
  },
  Lambda: {
    throttled: throttling("TooManyRequestsException", 429),
    failed: failure("ServiceException"),
  },
  S3: { throttled: throttling("SlowDown", 503), failed: failure("InternalError") },
  SQS: { throttled: throttling("RequestThrottled", 403), failed: failure("InternalFailure") },
};

const others: FaultErrors = {
  throttled: throttling("ThrottlingException"),
  failed: failure("InternalFailure"),
};

export function faultErrorsOf(service: string): FaultErrors {
  return Object.hasOwn(byService, service) ? (byService[service] ?? others) : others;
}
