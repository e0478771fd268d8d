import { cancellations } from "../packages/contracts/src/contracts/cancellations.ts";
import { canSend } from "./capability.ts";
import { queueWithDeadLetters } from "./queue-with-dead-letters.ts";

/** Word for workflows whose orders are wanted no more. */
export const cancellationsQueue = queueWithDeadLetters("Cancellations", cancellations);

export const toCancellationsQueue = canSend("CancellationsQueue", cancellationsQueue);
