import { stepFunctions } from "@stagecraft/aws/step-functions";
import { acceptEvent } from "@stagecraft/contracts/events/event-versions";
import { orderPlacedVersions } from "@stagecraft/contracts/events/order-placed";
import { aboutEvent } from "@stagecraft/lambda/about-event";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { config } from "./config.ts";
import { orderWorkflow } from "./order-workflow.ts";
import { startWorkflow } from "./start-workflow.ts";

const telemetry = createTelemetry();
const { metrics } = telemetry;

const client = stepFunctions({ maxAttempts: 4, requestTimeoutMs: 3_000 });
const workflow = orderWorkflow(client, config.workflow.arn);

export const handler = queueBatchHandler(
  {
    parse: (body) => acceptEvent(orderPlacedVersions, body),
    about: aboutEvent,
    handleEach: ({ value }) => startWorkflow(value, { workflow, metrics }),
  },
  telemetry,
);
