import { FailTask } from "@stagecraft/contracts/order-workflow";
import { parse } from "@stagecraft/contracts/parse";
import { failOrder } from "../fail-order.ts";
import { dependencies } from "./order-dependencies.ts";
import { orderTaskHandler } from "./order-task.ts";

export const handler = orderTaskHandler(
  {
    parse: (input) => parse(FailTask, input),
    work: (task) => failOrder(task, dependencies),
  },
  dependencies,
);
