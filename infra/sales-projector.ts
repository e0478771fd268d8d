import { orderChanges } from "../packages/contracts/src/contracts/order-changes.ts";
import { canConsumeStream, canSendTo } from "./capability.ts";
import { ordersDatabase } from "./database.ts";
import { failureQueue } from "./failures.ts";
import { databaseFunction } from "./function.ts";
import { migrations } from "./migrations.ts";
import { orderStream } from "./order-stream.ts";

/** What could not be projected: where to find it in the stream, for as long as the stream keeps it. */
const failures = failureQueue("SalesProjectorFailures", orderChanges.deadLetters);

const salesProjector = databaseFunction(
  "SalesProjector",
  {
    handler: "services/sales-projector/src/handlers/project-sales.handler",
    description: "Builds the sales of each day and country",
    memory: "512 MB",
    timeout: "15 seconds",
    concurrency: 4,
    link: [ordersDatabase],
    permissions: [canConsumeStream(orderStream), canSendTo(failures)],
  },
  { dependsOn: [migrations] },
);

/** Called by an operator, when events are lost for good. */
databaseFunction(
  "SalesRebuild",
  {
    handler: "services/sales-projector/src/handlers/rebuild-sales.handler",
    description: "Makes the sales of each day and country anew from the orders",
    memory: "512 MB",
    timeout: "300 seconds",
    concurrency: 1,
    link: [ordersDatabase],
  },
  { dependsOn: [migrations] },
);

orderStream.subscribe("SalesProjection", salesProjector.arn, {
  transform: {
    eventSourceMapping(mapping) {
      mapping.startingPosition = "TRIM_HORIZON";
      mapping.batchSize = 100;
      mapping.maximumBatchingWindowInSeconds = 1;
      mapping.parallelizationFactor = 2;
      mapping.bisectBatchOnFunctionError = orderChanges.via.bisect;
      mapping.maximumRetryAttempts = orderChanges.via.retries;
      mapping.maximumRecordAgeInSeconds = orderChanges.via.maximumAgeSeconds;
      mapping.functionResponseTypes = ["ReportBatchItemFailures"];
      mapping.destinationConfig = { onFailure: { destinationArn: failures.arn } };
      return undefined;
    },
  },
});
