import { randomBytes } from "node:crypto";
import { SQSClient } from "@aws-sdk/client-sqs";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { awsClientSettings } from "@stagecraft/lambda/aws-client-settings";
import { httpHandler } from "@stagecraft/lambda/http";
import { queueSender } from "@stagecraft/lambda/queue-sender";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { traceCalls } from "@stagecraft/lambda/trace-calls";
import { createApp } from "./app.ts";
import { config } from "./config.ts";

const now = () => new Date();
const telemetry = createTelemetry();

const database = connectAsRole(config, {
  statementTimeoutMs: 3_000,
  connectTimeoutMs: 3_000,
  now,
});

// When the queue does not answer, the API must still have time to answer: the relay publishes the event later.
const sqs = traceCalls(
  new SQSClient(awsClientSettings({ maxAttempts: 2, requestTimeoutMs: 2_000 })),
);

const app = createApp({
  database,
  sendOrder: queueSender(sqs, config.ordersQueue.url),
  sendCancellation: queueSender(sqs, config.cancellationsQueue.url),
  ...telemetry,
  now,
  randomBytes,
});

export const handler = httpHandler(app, { ...telemetry, now });

// The first request of a process takes tens of milliseconds longer: it is made here, before a customer waits for an answer.
await app.request("/health");
