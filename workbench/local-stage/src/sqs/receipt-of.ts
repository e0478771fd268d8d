import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { AwsError } from "../aws-error.ts";
import { parseReceiptHandle, type Receipt } from "./receipt-handle.ts";

/** @throws AwsError ReceiptHandleIsInvalid when the handle is none of this queue's. */
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
