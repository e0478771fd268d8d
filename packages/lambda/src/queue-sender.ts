import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** Sends one message to a queue. */
export type SendMessage<Message> = (message: Message) => Promise<void>;

/** Sends messages as JSON to the queue with that URL. */
export function queueSender<Message>(client: SQSClient, url: string): SendMessage<Message> {
  return async (message) => {
    await client.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(message) }),
    );
  };
}
