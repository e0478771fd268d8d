import type { DeadLetters } from "../packages/contracts/src/contract.ts";
import { keepMessages } from "./keep-messages.ts";

/** Every queue of what could not be handled, by its name: complete once the whole program has been read. */
export const deadLetterQueues = new Map<string, { queue: sst.aws.Queue; letters: DeadLetters }>();

/** A queue of what could not be handled. A person looks at it. */
export function deadLetterQueue(name: string, letters: DeadLetters, args: sst.aws.QueueArgs = {}) {
  const queue = new sst.aws.Queue(name, {
    ...args,
    transform: { queue: keepMessages(letters.retentionSeconds) },
  });
  deadLetterQueues.set(name, { queue, letters });
  return queue;
}
