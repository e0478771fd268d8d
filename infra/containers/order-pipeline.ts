import { orderPipelineGrants, ordersQueue } from "../order-pipeline.ts";
import { stage } from "../stages.ts";
import { containerArguments, restrictService } from "./fargate.ts";

const { tasks } = stage.containers;

const common = containerArguments("OrderPipelineContainer", {
  service: "order-pipeline",
  cpu: "0.25 vCPU",
  memory: "0.5 GB",
  grants: orderPipelineGrants,
  environment: { QUEUE_URL: ordersQueue.url, QUEUE_ARN: ordersQueue.arn },
});

/** The order pipeline as a long-running consumer, beside the function: the queue gives each message to one of them. */
new sst.aws.Service("OrderPipelineContainer", {
  ...common,
  scaling: { min: tasks.min, max: tasks.max, cpuUtilization: 60, memoryUtilization: false },
  transform: { ...common.transform, service: restrictService },
});
