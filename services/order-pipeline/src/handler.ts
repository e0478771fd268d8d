import { SFNClient } from "@aws-sdk/client-sfn";
import { acceptEvent } from "@stagecraft/contracts/events/event-versions";
import { orderPlacedVersions } from "@stagecraft/contracts/events/order-placed";
import { awsClientSettings } from "@stagecraft/lambda/aws-client-settings";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { config } from "./config.ts";
import { orderWorkflow } from "./order-workflow.ts";
import { startWorkflows } from "./start-workflows.ts";

const telemetry = createTelemetry();
const { metrics } = telemetry;

const client = new SFNClient(awsClientSettings({ maxAttempts: 4, requestTimeoutMs: 3_000 }));
const workflow = orderWorkflow(client, config.workflow.arn);

export const handler = queueBatchHandler(
  {
    parse: (body) => acceptEvent(orderPlacedVersions, body),
    handle: (items) => startWorkflows(items, { workflow, metrics }),
  },
  telemetry,
);
