import { canSendTaskResults } from "./capability.ts";
import { canConnectAsOrdersApp } from "./database.ts";
import { databaseFunction, lambdaFunction } from "./function.ts";
import { migrations } from "./migrations.ts";
import { canUpdatePaymentWaits, paymentsProvider } from "./payments/payments.ts";

/** The functions of the order workflow's tasks. */

const provider = {
  means:
    "More than 5 % of the calls of the payments provider fail: it does not answer, or refuses us. Orders wait for half an hour, an hour at most, and are then given up.",
  runbook: "provider-down",
} as const;

const handlers = "services/order-workflow/src/handlers";

export const reserveStock = orderTask("ReserveStock", {
  handler: `${handlers}/reserve-stock.handler`,
  description: "Reserves the stock of a placed order",
  concurrency: 10,
});

export const chargePayment = lambdaFunction("ChargePayment", {
  handler: `${handlers}/charge-payment.handler`,
  description: "Charges an order at the payments provider",
  owner: "payments team",
  dependsOnOutside: provider,
  memory: "768 MB",
  timeout: "10 seconds",
  concurrency: 20,
  grants: [canUpdatePaymentWaits, canSendTaskResults("Success", "Failure")],
  links: [paymentsProvider],
});

export const completeOrder = orderTask("CompleteOrder", {
  handler: `${handlers}/complete-order.handler`,
  description: "Fulfils a charged order",
  concurrency: 10,
});

export const stopOrder = orderTask("StopOrder", {
  handler: `${handlers}/stop-order.handler`,
  description: "Prevents an order from being fulfilled",
  concurrency: 2,
});

export const refundPayment = lambdaFunction("RefundPayment", {
  handler: `${handlers}/refund-payment.handler`,
  description: "Refunds an order",
  owner: "payments team",
  dependsOnOutside: provider,
  memory: "384 MB",
  timeout: "10 seconds",
  concurrency: 5,
  links: [paymentsProvider],
});

export const releaseStock = orderTask("ReleaseStock", {
  handler: `${handlers}/release-stock.handler`,
  description: "Releases the reserved stock of an order",
  concurrency: 5,
});

export const failOrder = orderTask("FailOrder", {
  handler: `${handlers}/fail-order.handler`,
  description: "Ends an order that is not fulfilled",
  concurrency: 5,
});

function orderTask(
  name: string,
  task: { handler: string; description: string; concurrency: number },
) {
  return databaseFunction(
    name,
    {
      ...task,
      owner: "orders team",
      memory: "512 MB",
      timeout: "10 seconds",
      grants: [canConnectAsOrdersApp],
    },
    { dependsOn: [migrations] },
  );
}
