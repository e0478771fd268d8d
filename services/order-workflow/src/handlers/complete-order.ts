import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { parse } from "@stagecraft/contracts/parse";
import { completeOrder } from "../complete-order.ts";
import { dependencies } from "./order-dependencies.ts";
import { orderTaskHandler } from "./order-task.ts";

export const handler = orderTaskHandler(
  {
    parse: (input) => parse(OrderTask, input),
    work: (task) => completeOrder(task, dependencies),
  },
  dependencies,
);
