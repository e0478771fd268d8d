import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { AwsError } from "../../common/aws-error.ts";
import { parseReceiptHandle, type Receipt } from "./receipt-handle.ts";

/** @throws AwsError ReceiptHandleIsInvalid when the handle is not of this queue. */
export function receiptOf(queue: QueueDefinition, handle: string): Receipt {
  const receipt = parseReceiptHandle(handle);
  if (receipt?.queueName !== queue.name) {
    throw new AwsError(
      "ReceiptHandleIsInvalid",
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    );
  }
  return receipt;
}
