import { canTellTasks } from "./capability.ts";
import { ordersDatabase } from "./database.ts";
import { databaseFunction, lambdaFunction } from "./function.ts";
import { migrations } from "./migrations.ts";
import { paymentsProvider, toPaymentWaits } from "./payments.ts";

/** The functions that the order workflow's tasks call. */

const handlers = "services/order-workflow/src/handlers";

export const reserveStock = orderTask("ReserveStock", {
  handler: `${handlers}/reserve-stock.handler`,
  description: "Reserves the stock of a placed order",
  concurrency: 10,
});

export const chargePayment = lambdaFunction("ChargePayment", {
  handler: `${handlers}/charge-payment.handler`,
  description: "Asks the payments provider for an order's money",
  memory: "512 MB",
  timeout: "10 seconds",
  concurrency: 20,
  link: [paymentsProvider, toPaymentWaits],
  permissions: [canTellTasks("Success", "Failure")],
});

export const completeOrder = orderTask("CompleteOrder", {
  handler: `${handlers}/complete-order.handler`,
  description: "Fulfils a charged order",
  concurrency: 10,
});

export const stopOrder = orderTask("StopOrder", {
  handler: `${handlers}/stop-order.handler`,
  description: "Makes sure that an order is not fulfilled any more",
  concurrency: 2,
});

export const refundPayment = lambdaFunction("RefundPayment", {
  handler: `${handlers}/refund-payment.handler`,
  description: "Gives an order's money back",
  memory: "256 MB",
  timeout: "10 seconds",
  concurrency: 5,
  link: [paymentsProvider],
});

export const releaseStock = orderTask("ReleaseStock", {
  handler: `${handlers}/release-stock.handler`,
  description: "Gives back what is reserved for an order",
  concurrency: 5,
});

export const failOrder = orderTask("FailOrder", {
  handler: `${handlers}/fail-order.handler`,
  description: "Ends an order in the state that says why",
  concurrency: 5,
});

function orderTask(
  name: string,
  task: { handler: string; description: string; concurrency: number },
) {
  return databaseFunction(
    name,
    { ...task, memory: "512 MB", timeout: "10 seconds", link: [ordersDatabase] },
    { dependsOn: [migrations] },
  );
}
