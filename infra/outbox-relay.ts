import { outboxRelay as contract } from "../packages/contracts/src/contracts/outbox-relay.ts";
import { canSendTo } from "./capability.ts";
import { ordersDatabase } from "./database.ts";
import { failureQueue, keepFailures } from "./failures.ts";
import { databaseFunction } from "./function.ts";
import { migrations } from "./migrations.ts";
import { toOrderStream } from "./order-stream.ts";
import { toOrdersQueue } from "./orders-queue.ts";
import { stage } from "./stages.ts";

const failures = failureQueue("OutboxRelayFailures", contract.deadLetters);

const outboxRelay = databaseFunction(
  "OutboxRelay",
  {
    handler: "services/outbox-relay/src/handler.handler",
    description: "Publishes what is due in the outbox, and looks after orders that hang",
    memory: "512 MB",
    timeout: "30 seconds",
    concurrency: 2,
    link: [ordersDatabase, toOrdersQueue, toOrderStream],
    permissions: [canSendTo(failures)],
  },
  { dependsOn: [migrations] },
);

keepFailures("OutboxRelay", outboxRelay, failures, contract);

new sst.aws.CronV2("RelayOutbox", {
  function: outboxRelay.arn,
  schedule: `rate(${stage.relayEvery})`,
  retries: contract.via.schedulerRetries,
  dlq: failures.arn,
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
