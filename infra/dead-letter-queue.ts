import type { DeadLetters } from "../packages/contracts/src/contract.ts";
import { type DeadLetterAlarmSettings, deadLetterAlarms } from "./alarms/dead-letter-alarms.ts";

/** Every dead-letter queue and failure destination by its name. Complete at the end of the program. */
export const deadLetterQueues = new Map<
  string,
  { queue: sst.aws.Queue; retentionSeconds: number }
>();

/** A queue for messages that could not be processed. A person looks at it. */
export function deadLetterQueue(
  name: string,
  settings: DeadLetters,
  options: DeadLetterAlarmSettings & { readonly visibilityTimeout?: `${number} seconds` } = {},
) {
  const { retentionSeconds } = settings;
  const queue = new sst.aws.Queue(name, {
    ...(options.visibilityTimeout && { visibilityTimeout: options.visibilityTimeout }),
    transform: { queue: messageSettings(retentionSeconds) },
  });
  deadLetterQueues.set(name, { queue, retentionSeconds });
  deadLetterAlarms(name, queue, settings, options);
  return queue;
}

/** Encryption and retention of a queue's messages. */
export function messageSettings(retentionSeconds: number) {
  return { messageRetentionSeconds: retentionSeconds, sqsManagedSseEnabled: true };
}
