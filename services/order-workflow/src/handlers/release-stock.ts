import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { parse } from "@stagecraft/contracts/parse";
import { releaseStock } from "../release-stock.ts";
import { dependencies } from "./order-dependencies.ts";
import { orderTaskHandler } from "./order-task.ts";

export const handler = orderTaskHandler(
  {
    parse: (input) => parse(OrderTask, input),
    work: (task) => releaseStock(task, dependencies),
  },
  dependencies,
);
