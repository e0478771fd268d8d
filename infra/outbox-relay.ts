import { outboxRelay as contract } from "../packages/contracts/src/contracts/outbox-relay.ts";
import { canSendMessages } from "./capability.ts";
import { configureAsyncInvocation } from "./configure-async-invocation.ts";
import { canConnectAsOrdersApp } from "./database.ts";
import { deadLetterQueue } from "./dead-letter-queue.ts";
import { databaseFunction } from "./function.ts";
import { migrations } from "./migrations.ts";
import { canSendOrders } from "./order-pipeline.ts";
import { canPutOrderChanges } from "./order-stream.ts";
import { stage } from "./stages.ts";

// The next run does the work of a failed one. What wakes a person is an event that waits: OutboxLag.
const failures = deadLetterQueue("OutboxRelayFailures", contract.deadLetters, {
  severity: "ticket",
});

const outboxRelay = databaseFunction(
  "OutboxRelay",
  {
    handler: "services/outbox-relay/src/handler.handler",
    description: "Publishes due events of the outbox and resolves stuck orders",
    owner: "orders team",
    memory: "768 MB",
    timeout: "30 seconds",
    concurrency: 2,
    grants: [canConnectAsOrdersApp, canSendOrders, canPutOrderChanges, canSendMessages(failures)],
  },
  { dependsOn: [migrations] },
);

configureAsyncInvocation("OutboxRelay", outboxRelay, failures, contract, "outbox-lag");

new sst.aws.CronV2("RelayOutbox", {
  function: outboxRelay.arn,
  schedule: `rate(${stage.relayEvery})`,
  retries: contract.via.schedulerRetries,
  dlq: failures.arn,
  transform: { role: trustThisAccount },
});

/** Only schedules of this account may assume the role. */
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
