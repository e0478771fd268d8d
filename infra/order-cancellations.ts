import { cancellationsQueue } from "./cancellations-queue.ts";
import { canConsume, canTellTasks } from "./capability.ts";
import { lambdaFunction } from "./function.ts";
import { toPaymentWaits } from "./payments.ts";

const concurrency = 5;

const deliverCancellations = lambdaFunction("DeliverCancellations", {
  handler: "services/order-workflow/src/handlers/deliver-cancellations.handler",
  description: "Tells workflows whose orders are wanted no more",
  memory: "512 MB",
  timeout: "10 seconds",
  concurrency,
  link: [toPaymentWaits],
  permissions: [canConsume(cancellationsQueue), canTellTasks("Failure")],
});

cancellationsQueue.subscribe(deliverCancellations.arn, {
  batch: { size: 10, window: "0 seconds", partialResponses: true },
  transform: {
    eventSourceMapping: { scalingConfig: { maximumConcurrency: concurrency } },
  },
});
