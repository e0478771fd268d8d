import { canSend } from "./capability.ts";
import { queueWithDeadLetters } from "./queue-with-dead-letters.ts";

/** Placed orders on their way to the pipeline. */
export const ordersQueue = queueWithDeadLetters("Orders", {
  visibilityTimeout: "3 minutes",
  deliveries: 5,
  retention: "4 days",
});

export const toOrdersQueue = canSend("OrdersQueue", ordersQueue);
