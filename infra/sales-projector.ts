import { orderChanges } from "../packages/contracts/src/contracts/order-changes.ts";
import { canConsumeStream, canSendMessages } from "./capability.ts";
import { canConnectAsOrdersApp } from "./database.ts";
import { deadLetterQueue } from "./dead-letter-queue.ts";
import { databaseFunction } from "./function.ts";
import { migrations } from "./migrations.ts";
import { orderStream } from "./order-stream.ts";

/** Batches that could not be projected, as positions in the stream; the stream still holds the records for a time. */
const failures = deadLetterQueue("SalesProjectorFailures", orderChanges.deadLetters);

const salesProjector = databaseFunction(
  "SalesProjector",
  {
    handler: "services/sales-projector/src/handlers/project-sales.handler",
    description: "Projects the sales of each day and country",
    owner: "sales team",
    memory: "1024 MB",
    timeout: "15 seconds",
    concurrency: 4,
    grants: [canConnectAsOrdersApp, canConsumeStream(orderStream), canSendMessages(failures)],
  },
  { dependsOn: [migrations] },
);

/** Called by an operator when events were lost. */
databaseFunction(
  "SalesRebuild",
  {
    handler: "services/sales-projector/src/handlers/rebuild-sales.handler",
    description: "Rebuilds the sales of each day and country from the orders",
    owner: "sales team",
    memory: "384 MB",
    timeout: "300 seconds",
    concurrency: 1,
    grants: [canConnectAsOrdersApp],
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
