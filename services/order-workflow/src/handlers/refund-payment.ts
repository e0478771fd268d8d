import { OrderTask } from "@stagecraft/contracts/order-workflow";
import { parse } from "@stagecraft/contracts/parse";
import { workflowTaskHandler } from "@stagecraft/lambda/workflow-task";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { config } from "../config/provider.ts";
import { paymentsProvider } from "../payments-provider.ts";
import { refundPayment } from "../refund-payment.ts";

const provider = paymentsProvider({ ...config, timeoutMs: 5_000 });

export const handler = workflowTaskHandler({
  parse: (input) => parse(OrderTask, input),
  work: (task) => refundPayment(task, { provider }),
  log: createLog(),
  metrics: createMetrics(),
});
