import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { keptSeconds } from "@stagecraft/contracts/kept-seconds";
import { paymentWaits } from "@stagecraft/database/payment-waits";
import { httpHandler } from "@stagecraft/lambda/http";
import { idempotency } from "@stagecraft/lambda/idempotency";
import { taskCallbacks } from "@stagecraft/lambda/task-callbacks";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { createApp } from "./app.ts";
import { config } from "./config.ts";

const now = () => new Date();
const log = createLog();
const metrics = createMetrics();

const patience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
};
const dynamodb = new DynamoDBClient(patience);

const app = createApp({
  waits: paymentWaits(dynamodb, config.waitsTable.name),
  callbacks: taskCallbacks(new SFNClient(patience)),
  once: idempotency({
    client: dynamodb,
    tableName: config.eventsTable.name,
    keptSeconds: keptSeconds.paymentEvent,
  }),
  secrets: config.webhook.secrets,
  metrics,
  now,
});

export const handler = httpHandler(app, { log, metrics, now });

// The first request of a process costs tens of milliseconds: spent here, the provider does not wait for it.
await app.request("/");
