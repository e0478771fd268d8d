import { customerDatabase } from "./database.ts";
import { deadLetterQueues } from "./dead-letters.ts";
import { databaseFunction } from "./function.ts";
import { logRetentionDays } from "./log-retention.ts";
import { migrations } from "./migrations.ts";
import { orderStream } from "./order-stream.ts";
import { paymentWaits } from "./payments.ts";
import { stage } from "./stages.ts";

/**
 * Where something of a customer may be beside Postgres, and for how long: to be told to the operator, who looks there with
 * rights of their own. It grants nothing.
 */
const elsewhere = new sst.Linkable("Elsewhere", {
  properties: {
    deadLetters: [...deadLetterQueues].map(([name, { queue }]) => ({ name, url: queue.url })),
    // Dead letters count their age from when they were first sent.
    longestMessageSeconds: Math.max(
      ...[...deadLetterQueues.values()].map(({ letters }) => letters.retentionSeconds),
    ),
    streamHours: orderStream.nodes.stream.retentionPeriod,
    paymentWaits: paymentWaits.name,
    logDays: logRetentionDays,
    backupDays: stage.database.backupRetentionDays,
  },
});

/** Called by an operator (npm run customer). It alone may take orders from their customer (docs/adr/0012-personal-data.md). */
databaseFunction(
  "CustomerData",
  {
    handler: "services/customer-data/src/handler.handler",
    description: "Exports and erases what is known of a customer",
    memory: "512 MB",
    timeout: "300 seconds",
    concurrency: 1,
    link: [customerDatabase, elsewhere],
  },
  { dependsOn: [migrations] },
);
