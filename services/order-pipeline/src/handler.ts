import { SFNClient } from "@aws-sdk/client-sfn";
import { acceptEvent } from "@stagecraft/contracts/events/event-versions";
import { orderPlacedVersions } from "@stagecraft/contracts/events/order-placed";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { config } from "./config.ts";
import { orderWorkflow } from "./order-workflow.ts";
import { startWorkflows } from "./start-workflows.ts";

const log = createLog();
const metrics = createMetrics();

const client = new SFNClient({
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
});
const workflow = orderWorkflow(client, config.workflow.arn);

export const handler = queueBatchHandler({
  parse: (body) => acceptEvent(orderPlacedVersions, body),
  handle: (items) => startWorkflows(items, { workflow, metrics }),
  log,
  metrics,
});
