import type { OrderId } from "@stagecraft/contracts/ids";
import { callService } from "@stagecraft/operations/local-system/call-service";
import type { System } from "@stagecraft/operations/local-system/start-system";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";

export type DeadLetterMessage = {
  /** The queue, by its name in the program. */
  readonly source: string;
  readonly messageId: string;
  readonly body: string;
};

/** The dead-letter messages of a run, compared with the expected ones. */
export type ExplainedMessages = {
  /** Orders that have a dead-letter message. */
  readonly orderIds: ReadonlySet<OrderId>;
  /** Runs that failed at every attempt and that a schedule repeats: one line each. */
  readonly repeated: readonly string[];
  /** Messages that were not expected, are in the wrong queue, or have no logged cause. */
  readonly unexplained: readonly string[];
  /** Poison messages that are not dead-letter messages yet. */
  readonly missing: readonly string[];
};

/** Queues that no function reads. */
export function deadLetterQueuesOf(plan: Plan) {
  const read = new Set(queueSourcesOf(plan).map(({ queueArn }) => queueArn));
  return queuesOf(plan).filter(({ arn }) => !read.has(arn));
}

/** The dead-letter queue of the queue that a function reads, by its name in the program. */
export function deadLetterQueueOf(plan: Plan, consumer: string): string | undefined {
  const { arn } = functionsOf(plan).find(({ logicalName }) => logicalName === consumer) ?? {};
  const mapping = queueSourcesOf(plan).find(({ functionArn }) => functionArn === arn);
  const queues = queuesOf(plan);
  const { redrivePolicy } = queues.find((queue) => queue.arn === mapping?.queueArn) ?? {};
  return queues.find((queue) => queue.arn === redrivePolicy?.deadLetterTargetArn)?.logicalName;
}

/** The ARNs of the functions that a schedule invokes. */
export function scheduledFunctionsOf(plan: Plan): ReadonlySet<string> {
  return new Set(schedulesOf(plan).map(({ targetArn }) => targetArn));
}

type Received = {
  readonly Messages?: readonly {
    readonly MessageId: string;
    readonly ReceiptHandle: string;
    readonly Body: string;
  }[];
};

/** Reads every dead-letter message, and makes it visible again. */
export async function readDeadLetterMessages(
  system: System,
  plan: Plan,
): Promise<readonly DeadLetterMessage[]> {
  const operator = { stage: () => system.stage, plan };
  const messages: DeadLetterMessage[] = [];
  for (const { logicalName: source, name } of deadLetterQueuesOf(plan)) {
    const QueueUrl = `${system.stage.url}/${plan.accountId}/${name}`;
    const received: { Id: string; ReceiptHandle: string; VisibilityTimeout: number }[] = [];
    for (;;) {
      const { Messages = [] } = await callService<Received>(operator, "sqs", "ReceiveMessage", {
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 600,
      });
      if (Messages.length === 0) break;
      for (const { MessageId: messageId, ReceiptHandle, Body: body } of Messages) {
        messages.push({ source, messageId, body });
        received.push({ Id: String(received.length), ReceiptHandle, VisibilityTimeout: 0 });
      }
    }
    for (let index = 0; index < received.length; index += 10) {
      const Entries = received.slice(index, index + 10);
      await callService(operator, "sqs", "ChangeMessageVisibilityBatch", { QueueUrl, Entries });
    }
  }
  return messages;
}
