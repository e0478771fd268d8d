import { placedOrders } from "../packages/contracts/src/contracts/placed-orders.ts";
import { canSend } from "./capability.ts";
import { queueWithDeadLetters } from "./queue-with-dead-letters.ts";

/** Placed orders on their way to the pipeline. */
export const ordersQueue = queueWithDeadLetters("Orders", placedOrders);

export const toOrdersQueue = canSend("OrdersQueue", ordersQueue);
