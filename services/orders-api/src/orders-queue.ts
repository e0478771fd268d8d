import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";

/** Sends an event to the queue of orders. */
export type OrdersQueue = { send(event: OrderPlaced): Promise<void> };

export function ordersQueue(client: SQSClient, url: string): OrdersQueue {
  return {
    async send(event) {
      await client.send(
        new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(event) }),
      );
    },
  };
}
