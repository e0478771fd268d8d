import { canSend } from "./capability.ts";
import { queueWithDeadLetters } from "./queue-with-dead-letters.ts";

/** Word for workflows whose orders are wanted no more. */
export const cancellationsQueue = queueWithDeadLetters("Cancellations", {
  visibilityTimeout: "2 minutes",
  deliveries: 5,
  retention: "1 day",
});

export const toCancellationsQueue = canSend("CancellationsQueue", cancellationsQueue);
