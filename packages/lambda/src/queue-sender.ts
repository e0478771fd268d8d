import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { activeTraceparent } from "@stagecraft/observability/tracing/traceparent";

/** Sends one message to a queue. */
export type SendMessage<Message> = (message: Message) => Promise<void>;

/** Sends messages as JSON to the queue with that URL. */
export function queueSender<Message>(client: SQSClient, url: string): SendMessage<Message> {
  return async (message) => {
    const traceparent = activeTraceparent();
    await client.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: JSON.stringify(message),
        ...(traceparent && {
          MessageAttributes: { traceparent: { DataType: "String", StringValue: traceparent } },
        }),
      }),
    );
  };
}
