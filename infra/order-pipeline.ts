import { placedOrders } from "../packages/contracts/src/contracts/placed-orders.ts";
import { canConsumeQueue, canSendMessages } from "./capability.ts";
import { lambdaFunction } from "./function.ts";
import { canStartOrderWorkflow } from "./order-workflow.ts";
import { queueWithDeadLetters } from "./queue-with-dead-letters.ts";

/** Placed orders, each for the start of its workflow. */
export const ordersQueue = queueWithDeadLetters("Orders", placedOrders);

export const canSendOrders = canSendMessages(ordersQueue, "OrdersQueue");

/** What the pipeline may do, as a function and as a container. */
export const orderPipelineGrants = [canStartOrderWorkflow, canConsumeQueue(ordersQueue)];

const concurrency = 10;

const orderPipeline = lambdaFunction("OrderPipeline", {
  handler: "services/order-pipeline/src/handler.handler",
  description: "Starts the workflow of each placed order",
  owner: "orders team",
  memory: "768 MB",
  timeout: "15 seconds",
  concurrency,
  grants: orderPipelineGrants,
});

ordersQueue.subscribe(orderPipeline.arn, {
  batch: { size: 10, window: "0 seconds", partialResponses: true },
  transform: {
    eventSourceMapping: { scalingConfig: { maximumConcurrency: concurrency } },
  },
});
