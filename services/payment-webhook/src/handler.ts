import { dynamoDb } from "@stagecraft/aws/dynamodb";
import { stepFunctions } from "@stagecraft/aws/step-functions";
import { keptSeconds } from "@stagecraft/contracts/kept-seconds";
import { paymentWaits } from "@stagecraft/database/payment-waits";
import { httpHandler } from "@stagecraft/lambda/http";
import { dynamoIdempotency } from "@stagecraft/lambda/idempotency";
import { taskCallbacks } from "@stagecraft/lambda/task-callbacks";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { createApp } from "./app.ts";
import { config } from "./config.ts";

const now = () => new Date();
const telemetry = createTelemetry();

const settings = { maxAttempts: 2, requestTimeoutMs: 2_000 };
const dynamodb = dynamoDb(settings);

const app = createApp({
  waits: paymentWaits(dynamodb, config.waitsTable.name),
  callbacks: taskCallbacks(stepFunctions(settings)),
  runOnce: dynamoIdempotency({
    client: dynamodb,
    tableName: config.eventsTable.name,
    keptSeconds: keptSeconds.paymentEvent,
  }),
  secrets: config.webhook.secrets,
  metrics: telemetry.metrics,
  now,
});

export const handler = httpHandler(app, { ...telemetry, now });
