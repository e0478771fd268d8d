import type { StepFunctions } from "@stagecraft/aws/step-functions";
import { acceptEvent } from "@stagecraft/contracts/events/event-versions";
import { orderPlacedVersions } from "@stagecraft/contracts/events/order-placed";
import { aboutEvent } from "@stagecraft/lambda/about-event";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import type { Telemetry } from "@stagecraft/lambda/telemetry";
import { orderWorkflow } from "./order-workflow.ts";
import { startWorkflow } from "./start-workflow.ts";

/** The handler of placed orders, for the function and the container. */
export function createPipeline(
  client: StepFunctions,
  stateMachineArn: string,
  telemetry: Telemetry,
) {
  const { metrics } = telemetry;
  const workflow = orderWorkflow(client, stateMachineArn);
  return queueBatchHandler(
    {
      parse: (body) => acceptEvent(orderPlacedVersions, body),
      about: aboutEvent,
      handleEach: ({ value }) => startWorkflow(value, { workflow, metrics }),
    },
    telemetry,
  );
}
