import type { Sqs } from "@stagecraft/aws/sqs";
import { activeTraceparent } from "@stagecraft/observability/tracing/traceparent";

/** Sends one message to a queue. */
export type SendMessage<Message> = (message: Message) => Promise<void>;

/** Sends messages as JSON to the queue with that URL. */
export function queueSender<Message>(client: Sqs, url: string): SendMessage<Message> {
  return async (message) => {
    const traceparent = activeTraceparent();
    await client.call("SendMessage", {
      QueueUrl: url,
      MessageBody: JSON.stringify(message),
      ...(traceparent && {
        MessageAttributes: { traceparent: { DataType: "String", StringValue: traceparent } },
      }),
    });
  };
}
