import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { stopOrder } from "../stop-order.ts";
import { dependencies } from "./order-dependencies.ts";
import { orderTaskHandler } from "./order-task.ts";

export const handler = orderTaskHandler(
  OrderTask,
  (task) => stopOrder(task, dependencies),
  dependencies,
);
