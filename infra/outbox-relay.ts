import { ordersDatabase } from "./database.ts";
import { databaseFunction } from "./function.ts";
import { migrations } from "./migrations.ts";
import { toOrdersQueue } from "./orders-queue.ts";

const outboxRelay = databaseFunction(
  "OutboxRelay",
  {
    handler: "services/outbox-relay/src/handler.handler",
    description: "Publishes the events that the API could not",
    memory: "512 MB",
    timeout: "50 seconds",
    concurrency: 2,
    link: [ordersDatabase, toOrdersQueue],
  },
  { dependsOn: [migrations] },
);

new sst.aws.CronV2("RelayOutbox", {
  function: outboxRelay.arn,
  schedule: "rate(1 minute)",
  retries: 0,
  transform: { role: trustThisAccount },
});

/** Only schedules of this account may act as the role. */
function trustThisAccount(role: aws.iam.RoleArgs): undefined {
  role.assumeRolePolicy = aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["scheduler.amazonaws.com"] }],
        conditions: [
          {
            test: "StringEquals",
            variable: "aws:SourceAccount",
            values: [aws.getCallerIdentityOutput().accountId],
          },
        ],
      },
    ],
  }).json;
}
