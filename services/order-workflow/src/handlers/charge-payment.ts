import { ChargeTask } from "@stagecraft/contracts/order-workflow";
import { paymentWaits } from "@stagecraft/database/payment-waits";
import { taskCallbacks } from "@stagecraft/lambda/task-callbacks";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { chargePayment } from "../charge-payment.ts";
import { config as waits } from "../config/payment-waits.ts";
import { config as provider } from "../config/provider.ts";
import { paymentsProvider } from "../payments-provider.ts";
import { dynamodb, stepFunctions } from "./aws-clients.ts";
import { orderTaskHandler } from "./order-task.ts";

const dependencies = {
  waits: paymentWaits(dynamodb, waits.tableName),
  provider: paymentsProvider({ ...provider, timeoutMs: 5_000 }),
  callbacks: taskCallbacks(stepFunctions),
  now: () => new Date(),
};

export const handler = orderTaskHandler(
  ChargeTask,
  (task) => chargePayment(task, dependencies),
  createTelemetry(),
);
