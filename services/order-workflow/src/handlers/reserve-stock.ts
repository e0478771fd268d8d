import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { parse } from "@stagecraft/contracts/parse";
import { reserveStock } from "../reserve-stock.ts";
import { dependencies } from "./order-dependencies.ts";
import { orderTaskHandler } from "./order-task.ts";

export const handler = orderTaskHandler(
  {
    parse: (input) => parse(OrderTask, input),
    work: (task) => reserveStock(task, dependencies),
  },
  dependencies,
);
