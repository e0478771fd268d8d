import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { completeOrder } from "../complete-order.ts";
import { dependencies } from "./order-dependencies.ts";
import { orderTaskHandler } from "./order-task.ts";

export const handler = orderTaskHandler(
  OrderTask,
  (task) => completeOrder(task, dependencies),
  dependencies,
);
