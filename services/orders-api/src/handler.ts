import { randomBytes } from "node:crypto";
import { SQSClient } from "@aws-sdk/client-sqs";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { httpHandler } from "@stagecraft/lambda/http";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { createApp } from "./app.ts";
import { cancellationsQueue } from "./cancellations-queue.ts";
import { config } from "./config.ts";
import { ordersQueue } from "./orders-queue.ts";

const now = () => new Date();
const log = createLog();
const metrics = createMetrics();

const database = connectAsRole(config, {
  statementTimeoutMs: 3_000,
  connectTimeoutMs: 3_000,
  now,
});

// A queue that does not answer must leave time for the API to answer: the relay publishes later.
const sqs = new SQSClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
});

const app = createApp({
  database,
  queue: ordersQueue(sqs, config.ordersQueue.url),
  cancellations: cancellationsQueue(sqs, config.cancellationsQueue.url),
  log,
  metrics,
  now,
  randomBytes,
});

export const handler = httpHandler(app, { log, metrics, now });

// The first request of a process costs tens of milliseconds: spent here, no customer waits for it.
await app.request("/health");
