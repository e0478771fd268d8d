import { canConsume } from "./capability.ts";
import { lambdaFunction } from "./function.ts";
import { toStartOrderWorkflow } from "./order-workflow.ts";
import { ordersQueue } from "./orders-queue.ts";

const concurrency = 10;

const orderPipeline = lambdaFunction("OrderPipeline", {
  handler: "services/order-pipeline/src/handler.handler",
  description: "Starts the workflow of each placed order",
  memory: "512 MB",
  timeout: "15 seconds",
  concurrency,
  link: [toStartOrderWorkflow],
  permissions: [canConsume(ordersQueue)],
});

ordersQueue.subscribe(orderPipeline.arn, {
  batch: { size: 10, window: "0 seconds", partialResponses: true },
  transform: {
    eventSourceMapping: { scalingConfig: { maximumConcurrency: concurrency } },
  },
});
