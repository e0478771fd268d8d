import { canConnectAsCustomerData } from "./database.ts";
import { deadLetterQueues } from "./dead-letter-queue.ts";
import { databaseFunction, logRetentionDays } from "./function.ts";
import { migrations } from "./migrations.ts";
import { orderStream } from "./order-stream.ts";
import { paymentWaits } from "./payments/payments.ts";
import { stage } from "./stages.ts";

/**
 * Where data about customers is stored outside Postgres, and for how long. The function passes it on to the operator, who
 * searches there with their own credentials. It grants nothing.
 */
const dataLocations = new sst.Linkable("DataLocations", {
  properties: {
    deadLetters: [...deadLetterQueues].map(([name, { queue }]) => ({ name, url: queue.url })),
    // SQS counts the age of a dead-letter message from when the message was first sent.
    messageRetentionSeconds: Math.max(
      ...[...deadLetterQueues.values()].map(({ retentionSeconds }) => retentionSeconds),
    ),
    streamRetentionHours: orderStream.nodes.stream.retentionPeriod,
    paymentWaits: paymentWaits.name,
    logRetentionDays,
    backupRetentionDays: stage.database.backupRetentionDays,
  },
});

/** Called by an operator (npm run customer). Only its login may replace the customer of an order (docs/adr/0012-personal-data.md). */
databaseFunction(
  "CustomerData",
  {
    handler: "services/customer-data/src/handler.handler",
    description: "Exports and erases a customer's data",
    owner: "orders team",
    memory: "384 MB",
    timeout: "300 seconds",
    concurrency: 1,
    grants: [canConnectAsCustomerData],
    links: [dataLocations],
  },
  { dependsOn: [migrations] },
);
