import { acceptEvent } from "@stagecraft/contracts/events/event-versions";
import { orderCancelRequestedVersions } from "@stagecraft/contracts/events/order-cancel-requested";
import { paymentWaits } from "@stagecraft/database/payment-waits";
import { aboutEvent } from "@stagecraft/lambda/about-event";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import { taskCallbacks } from "@stagecraft/lambda/task-callbacks";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { config } from "../config/payment-waits.ts";
import { deliverCancellation } from "../deliver-cancellation.ts";
import { dynamodb, stepFunctions } from "./aws-clients.ts";

const dependencies = {
  waits: paymentWaits(dynamodb, config.tableName),
  callbacks: taskCallbacks(stepFunctions),
  now: () => new Date(),
};

export const handler = queueBatchHandler(
  {
    parse: (body) => acceptEvent(orderCancelRequestedVersions, body),
    about: aboutEvent,
    handleEach: ({ value }) => deliverCancellation(value, dependencies),
  },
  createTelemetry(),
);
