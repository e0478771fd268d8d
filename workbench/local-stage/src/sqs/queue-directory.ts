import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { queueDoesNotExist } from "./sqs-error.ts";

/** The Plan's queues by every name that a caller may use for them. */
export type QueueDirectory = {
  readonly all: readonly QueueDefinition[];
  /** By `<any host>/<account>/<name>`, or by the name alone. @throws AwsError QueueDoesNotExist */
  byUrl(url: string): QueueDefinition;
  /** @throws AwsError QueueDoesNotExist */
  byName(name: string): QueueDefinition;
  byArn(arn: string): QueueDefinition | undefined;
  /** The queues whose dead-letter messages go to `queue`. */
  sourcesOf(queue: QueueDefinition): readonly QueueDefinition[];
  deadLetterQueueOf(queue: QueueDefinition): QueueDefinition | undefined;
  urlOf(queue: QueueDefinition): string;
};

/** @throws Error naming the queue whose redrive policy AWS would not accept. */
export function createQueueDirectory(options: {
  readonly queues: readonly QueueDefinition[];
  readonly accountId: string;
  readonly endpointUrl: () => string;
}): QueueDirectory {
  const { queues, accountId, endpointUrl } = options;
  const names = new Map(queues.map((queue) => [queue.name, queue]));
  const arns = new Map(queues.map((queue) => [queue.arn, queue]));
  for (const queue of queues) refuseBadRedrivePolicy(queue, arns);

  const byName = (name: string) => {
    const queue = names.get(name);
    if (queue === undefined) throw queueDoesNotExist();
    return queue;
  };
  return {
    all: queues,
    byName,
    byUrl(url) {
      if (!url.includes("/")) return byName(url);
      const [, account, name] = /^(?:https?:\/\/[^/]+)?\/([^/]+)\/([^/]+)$/.exec(url) ?? [];
      if (account !== accountId || name === undefined) throw queueDoesNotExist();
      return byName(name);
    },
    byArn: (arn) => arns.get(arn),
    sourcesOf: (queue) =>
      queues.filter((source) => source.redrivePolicy?.deadLetterTargetArn === queue.arn),
    deadLetterQueueOf: ({ redrivePolicy }) =>
      redrivePolicy && arns.get(redrivePolicy.deadLetterTargetArn),
    urlOf: (queue) => `${endpointUrl()}/${accountId}/${queue.name}`,
  };
}

function refuseBadRedrivePolicy(
  queue: QueueDefinition,
  arns: ReadonlyMap<string, QueueDefinition>,
) {
  if (queue.redrivePolicy === undefined) return;
  const { deadLetterTargetArn } = queue.redrivePolicy;
  const target = arns.get(deadLetterTargetArn);
  const refuse = (why: string): never => {
    throw new Error(
      `Queue ${queue.logicalName}: its dead-letter queue ${deadLetterTargetArn} ${why}. Change the queue's redrive policy in the program.`,
    );
  };
  if (target === undefined) return refuse("is not a queue of this program");
  if (target.fifo !== queue.fifo) refuse("must be of the same type (standard or FIFO)");
  const { redrivePermission, sourceQueueArns = [] } = target.redriveAllowPolicy ?? {};
  if (redrivePermission === "denyAll") refuse("accepts no source queue (denyAll)");
  if (redrivePermission === "byQueue" && !sourceQueueArns.includes(queue.arn)) {
    refuse("does not list this queue among the sources it accepts (byQueue)");
  }
}
