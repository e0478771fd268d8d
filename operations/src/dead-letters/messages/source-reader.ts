import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import type { Access } from "../access/access.ts";
import type { DeadLetterSource } from "../sources/dead-letter-source.ts";
import type { DeadLetterMessage } from "./dead-letter-message.ts";
import { listFailedExecutions, readExecution } from "./failed-executions.ts";
import { createQueueReader } from "./queue-reader.ts";
import { queueUrl } from "./queue-url.ts";
import { readMessage } from "./read-message.ts";

/** Reads the messages of a source. */
export type SourceReader = {
  /** The next messages; none at the end. */
  next(): Promise<readonly DeadLetterMessage[]>;
  /** Keeps a message in flight here for at least so many seconds. False when it is not in flight here any more. */
  hold(message: DeadLetterMessage, seconds?: number): Promise<boolean>;
  /**
   * Deletes a message. False when it is not in flight here any more: it becomes visible again. A failed execution cannot be
   * deleted; Step Functions removes it after 90 days.
   */
  delete(message: DeadLetterMessage): Promise<boolean>;
  /** About how many messages are in flight to other readers, and therefore not visible here. */
  inFlightElsewhere(): Promise<number>;
  /** Makes the remaining messages visible again. */
  release(): Promise<void>;
};

export async function openSourceReader(
  source: DeadLetterSource,
  access: Access,
): Promise<SourceReader> {
  return source.kind === "queue"
    ? await openQueue(source, access)
    : openMachine(source.machine, access);
}

async function openQueue(
  source: Extract<DeadLetterSource, { kind: "queue" }>,
  { sqs, emptyWaitSeconds: waitSeconds }: Pick<Access, "sqs" | "emptyWaitSeconds">,
): Promise<SourceReader> {
  const QueueUrl = await queueUrl(sqs, source.queue.arn);
  const reader = createQueueReader({ sqs, queueUrl: QueueUrl, waitSeconds });
  return {
    next: async () => (await reader.next()).map((message) => readMessage(source, message)),
    hold: ({ id }, seconds) => reader.hold(id, seconds),
    delete: ({ id }) => reader.delete(id),
    release: reader.release,
    async inFlightElsewhere() {
      const name = "ApproximateNumberOfMessagesNotVisible";
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] });
      const { Attributes } = await sqs.send(command);
      return Math.max(0, Number(Attributes?.[name] ?? 0) - reader.inFlight());
    },
  };
}

const executionsPerPage = 10;

function openMachine(machine: StateMachineDefinition, { sfn }: Pick<Access, "sfn">): SourceReader {
  const listed = listFailedExecutions(sfn, machine);
  /** An execution that is redriven and fails again is listed again. */
  const seen = new Set<string>();
  return {
    async next() {
      const arns: string[] = [];
      while (arns.length < executionsPerPage) {
        const { value, done } = await listed.next();
        if (done) break;
        const { executionArn } = value;
        if (executionArn === undefined || seen.has(executionArn)) continue;
        seen.add(executionArn);
        arns.push(executionArn);
      }
      return await Promise.all(arns.map((arn) => readExecution(sfn, machine, arn)));
    },
    hold: async () => true,
    delete: async () => true,
    inFlightElsewhere: async () => 0,
    release: async () => {},
  };
}
