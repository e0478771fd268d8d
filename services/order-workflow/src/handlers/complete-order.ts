import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { parse } from "@stagecraft/contracts/parse";
import { workflowTaskHandler } from "@stagecraft/lambda/workflow-task";
import { completeOrder } from "../complete-order.ts";
import { dependencies } from "./order-dependencies.ts";

export const handler = workflowTaskHandler({
  ...dependencies,
  parse: (input) => parse(OrderTask, input),
  work: (task) => completeOrder(task, dependencies),
});
