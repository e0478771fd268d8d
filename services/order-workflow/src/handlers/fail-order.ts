import { FailTask } from "@stagecraft/contracts/order-workflow";
import { parse } from "@stagecraft/contracts/parse";
import { workflowTaskHandler } from "@stagecraft/lambda/workflow-task";
import { failOrder } from "../fail-order.ts";
import { dependencies } from "./order-dependencies.ts";

export const handler = workflowTaskHandler({
  ...dependencies,
  parse: (input) => parse(FailTask, input),
  work: (task) => failOrder(task, dependencies),
});
