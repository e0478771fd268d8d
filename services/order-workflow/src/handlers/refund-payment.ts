import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { config } from "../config/provider.ts";
import { paymentsProvider } from "../payments-provider.ts";
import { refundPayment } from "../refund-payment.ts";
import { orderTaskHandler } from "./order-task.ts";

const provider = paymentsProvider({ ...config, timeoutMs: 5_000 });

export const handler = orderTaskHandler(
  OrderTask,
  (task) => refundPayment(task, { provider }),
  createTelemetry(),
);
