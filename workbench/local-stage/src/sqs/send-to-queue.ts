import { randomUUID } from "node:crypto";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { AwsError } from "../common/aws-error.ts";
import type { Caller } from "../common/caller.ts";
import type { QueueMessage } from "./queue-message.ts";
import type { Sqs } from "./sqs.ts";

/**
 * Stores a message in a queue at once, within the state's transaction when one is open. IAM is not asked.
 * @throws AwsError as SendMessage does.
 */
export type SendToQueue = (queueArn: string, message: QueueMessage, sender: Caller) => void;

/** A `SendToQueue` over the stage's SQS. */
export function createSendToQueue(
  operations: Sqs["operations"],
  queues: readonly QueueDefinition[],
): SendToQueue {
  return (queueArn, { body, attributes = {} }, caller) => {
    const queue = queues.find(({ arn }) => arn === queueArn);
    const [, , , , accountId] = queueArn.split(":");
    if (!queue || !operations.SendMessage) {
      throw new AwsError("QueueDoesNotExist", `${queueArn} is not a queue of this program`);
    }
    operations.SendMessage.run(
      {
        QueueUrl: `/${accountId}/${queue.name}`,
        MessageBody: body,
        MessageAttributes: attributes,
      },
      { caller, requestId: randomUUID(), signal: new AbortController().signal },
    );
  };
}
