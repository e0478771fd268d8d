import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { parse } from "@stagecraft/contracts/parse";
import { stopOrder } from "../stop-order.ts";
import { dependencies } from "./order-dependencies.ts";
import { orderTaskHandler } from "./order-task.ts";

export const handler = orderTaskHandler(
  {
    parse: (input) => parse(OrderTask, input),
    work: (task) => stopOrder(task, dependencies),
  },
  dependencies,
);
