import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { reserveStock } from "../reserve-stock.ts";
import { dependencies } from "./order-dependencies.ts";
import { orderTaskHandler } from "./order-task.ts";

export const handler = orderTaskHandler(
  OrderTask,
  (task) => reserveStock(task, dependencies),
  dependencies,
);
