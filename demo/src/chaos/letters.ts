import type { OrderId } from "@stagecraft/contracts/ids";
import { callService } from "@stagecraft/operations/local-system/call-service";
import type { System } from "@stagecraft/operations/local-system/start-system";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";

/** A message that was left for a person. */
export type Letter = {
  /** The queue, as in the program. */
  readonly place: string;
  readonly messageId: string;
  readonly body: string;
};

/** What the dead letters are, as far as they can be explained. */
export type Letters = {
  /** Orders that have one. */
  readonly orderIds: ReadonlySet<OrderId>;
  /** Those that are no poison, or whose cause nothing tells. */
  readonly unexplained: readonly string[];
  /** Poison that has become no dead letter. */
  readonly missing: readonly string[];
};

/** Queues that nothing reads from: what comes there is for a person. */
export function deadLetterQueuesOf(plan: Plan) {
  const read = new Set(queueSourcesOf(plan).map(({ queueArn }) => queueArn));
  return queuesOf(plan).filter(({ arn }) => !read.has(arn));
}

/** The queue in which what a queue's consumer cannot handle ends, by its name in the program. */
export function deadLettersOf(plan: Plan, consumer: string): string | undefined {
  const { arn } = functionsOf(plan).find(({ logicalName }) => logicalName === consumer) ?? {};
  const source = queueSourcesOf(plan).find(({ functionArn }) => functionArn === arn);
  const queues = queuesOf(plan);
  const { redrivePolicy } = queues.find((queue) => queue.arn === source?.queueArn) ?? {};
  return queues.find((queue) => queue.arn === redrivePolicy?.deadLetterTargetArn)?.logicalName;
}

type Received = {
  readonly Messages?: readonly {
    readonly MessageId: string;
    readonly ReceiptHandle: string;
    readonly Body: string;
  }[];
};

/** Reads every dead letter and lets it be seen again. */
export async function readLetters(system: System, plan: Plan): Promise<readonly Letter[]> {
  const operator = { stage: () => system.stage, plan };
  const letters: Letter[] = [];
  for (const { logicalName: place, name } of deadLetterQueuesOf(plan)) {
    const QueueUrl = `${system.stage.url}/${plan.accountId}/${name}`;
    const seen: { Id: string; ReceiptHandle: string; VisibilityTimeout: number }[] = [];
    for (;;) {
      const { Messages = [] } = await callService<Received>(operator, "sqs", "ReceiveMessage", {
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 600,
      });
      if (Messages.length === 0) break;
      for (const { MessageId: messageId, ReceiptHandle, Body: body } of Messages) {
        letters.push({ place, messageId, body });
        seen.push({ Id: String(seen.length), ReceiptHandle, VisibilityTimeout: 0 });
      }
    }
    for (let index = 0; index < seen.length; index += 10) {
      const Entries = seen.slice(index, index + 10);
      await callService(operator, "sqs", "ChangeMessageVisibilityBatch", { QueueUrl, Entries });
    }
  }
  return letters;
}
