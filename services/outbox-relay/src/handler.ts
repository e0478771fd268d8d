import { SQSClient } from "@aws-sdk/client-sqs";
import { connectDatabase } from "@stagecraft/database/connection";
import { rdsIamToken } from "@stagecraft/database/rds-iam-token";
import { scheduleHandler } from "@stagecraft/lambda/schedule";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { config } from "./config.ts";
import { relayOutbox } from "./relay-outbox.ts";
import { sendEventsTo } from "./send-events.ts";

const now = () => new Date();
const log = createLog();
const metrics = createMetrics();

const database = connectDatabase({
  ...config.database,
  password: () => rdsIamToken({ ...config.database, ...config.aws }, now()),
  statementTimeoutMs: 5_000,
  connectTimeoutMs: 3_000,
  now,
});

const sqs = new SQSClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
});
const sendEvents = sendEventsTo(sqs, config.ordersQueue.url);

export const handler = scheduleHandler(
  (deadline) => relayOutbox(deadline, { database, sendEvents, log, metrics, now }),
  { log, metrics },
);
