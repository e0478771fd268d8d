import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { releaseStock } from "../release-stock.ts";
import { dependencies } from "./order-dependencies.ts";
import { orderTaskHandler } from "./order-task.ts";

export const handler = orderTaskHandler(
  OrderTask,
  (task) => releaseStock(task, dependencies),
  dependencies,
);
