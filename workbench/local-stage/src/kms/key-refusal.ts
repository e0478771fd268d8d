import { AwsError } from "../common/aws-error.ts";

/**
 * A service's error when its caller may not use the key.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html#API_PutRecord_Errors
 */
export function keyRefusal(action: string, message: string): AwsError {
  if (action.startsWith("sqs:")) {
    return new AwsError("KmsAccessDenied", message, { queryCode: "KMS.AccessDeniedException" });
  }
  if (action.startsWith("kinesis:")) return new AwsError("KMSAccessDeniedException", message);
  return new AwsError("AccessDeniedException", message);
}
