import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Dependencies } from "./dependencies.ts";

/** Continues imports through that queue. */
export function continuationQueue(client: SQSClient, url: string): Dependencies["continueLater"] {
  return async (continuation) => {
    await client.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(continuation) }),
    );
  };
}
