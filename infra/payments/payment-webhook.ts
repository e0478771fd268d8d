import { webhookOperations } from "../../packages/contracts/src/http-operations.ts";
import { canGetItems, canSendTaskResults } from "../capability.ts";
import { lambdaFunction } from "../function.ts";
import { liveArn } from "../live-alias.ts";
import { api } from "../orders-api.ts";
import {
  canStorePaymentEvents,
  canUpdatePaymentWaits,
  paymentsWebhook,
  paymentWaits,
} from "./payments.ts";

const paymentWebhook = lambdaFunction("PaymentWebhook", {
  handler: "services/payment-webhook/src/handler.handler",
  description: "Receives events of the payments provider",
  owner: "payments team",
  live: true,
  memory: "768 MB",
  timeout: "10 seconds",
  concurrency: 20,
  grants: [
    canUpdatePaymentWaits,
    canStorePaymentEvents,
    canGetItems(paymentWaits),
    canSendTaskResults("Success", "Failure", "Heartbeat"),
  ],
  links: [paymentsWebhook],
});

const paymentWebhookArn = liveArn("PaymentWebhook", paymentWebhook);

// No authorizer: the provider signs its requests.
for (const { method, path } of webhookOperations) {
  api.route(`${method} ${path}`, paymentWebhookArn);
}
