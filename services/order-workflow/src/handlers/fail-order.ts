import { FailTask } from "@stagecraft/contracts/order-workflow";
import { failOrder } from "../fail-order.ts";
import { dependencies } from "./order-dependencies.ts";
import { orderTaskHandler } from "./order-task.ts";

export const handler = orderTaskHandler(
  FailTask,
  (task) => failOrder(task, dependencies),
  dependencies,
);
