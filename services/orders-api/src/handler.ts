import { randomBytes } from "node:crypto";
import { sqs } from "@stagecraft/aws/sqs";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { httpHandler } from "@stagecraft/lambda/http";
import { queueSender } from "@stagecraft/lambda/queue-sender";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
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
const queues = sqs({ maxAttempts: 2, requestTimeoutMs: 1_500 });

const app = createApp({
  database,
  sendOrder: queueSender(queues, config.ordersQueue.url),
  sendCancellation: queueSender(queues, config.cancellationsQueue.url),
  ...telemetry,
  now,
  randomBytes,
});

export const handler = httpHandler(app, { ...telemetry, now });
