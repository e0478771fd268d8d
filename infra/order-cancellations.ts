import { cancellations } from "../packages/contracts/src/contracts/cancellations.ts";
import { canConsumeQueue, canSendMessages, canSendTaskResults } from "./capability.ts";
import { lambdaFunction } from "./function.ts";
import { canUpdatePaymentWaits } from "./payments/payments.ts";
import { queueWithDeadLetters } from "./queue-with-dead-letters.ts";

/** Requests to cancel orders whose workflow is running. */
export const cancellationsQueue = queueWithDeadLetters("Cancellations", cancellations);

export const canSendCancellations = canSendMessages(cancellationsQueue, "CancellationsQueue");

const concurrency = 5;

const deliverCancellations = lambdaFunction("DeliverCancellations", {
  handler: "services/order-workflow/src/handlers/deliver-cancellations.handler",
  description: "Passes cancellation requests to the workflows of the orders",
  owner: "orders team",
  memory: "384 MB",
  timeout: "10 seconds",
  concurrency,
  grants: [
    canUpdatePaymentWaits,
    canConsumeQueue(cancellationsQueue),
    canSendTaskResults("Failure"),
  ],
});

cancellationsQueue.subscribe(deliverCancellations.arn, {
  batch: { size: 10, window: "0 seconds", partialResponses: true },
  transform: {
    eventSourceMapping: { scalingConfig: { maximumConcurrency: concurrency } },
  },
});
