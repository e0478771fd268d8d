import type { Contract, DeadLetters, QueueVia } from "../packages/contracts/src/contract.ts";
import { queueAlarms } from "./alarms/queue-alarms.ts";
import type { Runbook } from "./alarms/runbooks.ts";
import { deadLetterQueue, messageSettings } from "./dead-letter-queue.ts";

/** A queue with the settings of its contract, and a dead-letter queue that takes messages from this queue only. */
export function queueWithDeadLetters(
  name: string,
  contract: Contract<QueueVia, DeadLetters>,
  runbook?: Runbook,
) {
  const { via, deadLetters: settings } = contract;
  const visibilityTimeout = `${via.visibilityTimeoutSeconds} seconds` as const;
  const deadLetters = deadLetterQueue(`${name}DeadLetters`, settings, {
    visibilityTimeout,
    ...(runbook && { runbook }),
  });
  const queue = new sst.aws.Queue(name, {
    visibilityTimeout,
    dlq: { queue: deadLetters.arn, retry: via.deliveries },
    transform: { queue: messageSettings(via.retentionSeconds) },
  });
  new aws.sqs.RedriveAllowPolicy(`${name}DeadLettersSources`, {
    queueUrl: deadLetters.url,
    redriveAllowPolicy: $jsonStringify({
      redrivePermission: "byQueue",
      sourceQueueArns: [queue.arn],
    }),
  });
  queueAlarms(name, queue, contract, runbook);
  return queue;
}
