import { canConsume } from "./capability.ts";
import { ordersDatabase } from "./database.ts";
import { databaseFunction } from "./function.ts";
import { migrations } from "./migrations.ts";
import { ordersQueue } from "./orders-queue.ts";

const concurrency = 10;

const orderPipeline = databaseFunction(
  "OrderPipeline",
  {
    handler: "services/order-pipeline/src/handler.handler",
    description: "Accepts placed orders",
    memory: "512 MB",
    timeout: "30 seconds",
    concurrency,
    link: [ordersDatabase],
    permissions: [canConsume(ordersQueue)],
  },
  { dependsOn: [migrations] },
);

ordersQueue.subscribe(orderPipeline.arn, {
  batch: { size: 10, window: "0 seconds", partialResponses: true },
  transform: {
    eventSourceMapping: { scalingConfig: { maximumConcurrency: concurrency } },
  },
});
