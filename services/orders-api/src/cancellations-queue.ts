import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { OrderCancelRequested } from "@stagecraft/contracts/events/order-cancel-requested";

/** Sends word to workflows whose orders are wanted no more. */
export type CancellationsQueue = { send(event: OrderCancelRequested): Promise<void> };

export function cancellationsQueue(client: SQSClient, url: string): CancellationsQueue {
  return {
    async send(event) {
      await client.send(
        new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(event) }),
      );
    },
  };
}
