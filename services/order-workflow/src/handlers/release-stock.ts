import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { parse } from "@stagecraft/contracts/parse";
import { workflowTaskHandler } from "@stagecraft/lambda/workflow-task";
import { releaseStock } from "../release-stock.ts";
import { dependencies } from "./order-dependencies.ts";

export const handler = workflowTaskHandler({
  ...dependencies,
  parse: (input) => parse(OrderTask, input),
  work: (task) => releaseStock(task, dependencies),
});
