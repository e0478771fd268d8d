import { webhookOperations } from "../packages/contracts/src/http-operations.ts";
import { canRead, canTellTasks } from "./capability.ts";
import { lambdaFunction } from "./function.ts";
import { api } from "./orders-api.ts";
import { paymentsWebhook, paymentWaits, toPaymentEvents, toPaymentWaits } from "./payments.ts";

const paymentWebhook = lambdaFunction("PaymentWebhook", {
  handler: "services/payment-webhook/src/handler.handler",
  description: "Hears what the payments provider tells",
  memory: "512 MB",
  timeout: "10 seconds",
  concurrency: 20,
  link: [paymentsWebhook, toPaymentWaits, toPaymentEvents],
  permissions: [canRead(paymentWaits), canTellTasks("Success", "Failure", "Heartbeat")],
});

// No token: the provider signs what it sends.
for (const { method, path } of webhookOperations) {
  api.route(`${method} ${path}`, paymentWebhook.arn);
}
