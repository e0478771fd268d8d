import { kinesis } from "@stagecraft/aws/kinesis";
import { sqs } from "@stagecraft/aws/sqs";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import {
  ordersQueueDestination,
  ordersStreamDestination,
} from "@stagecraft/database/outbox/outbox-events";
import { scheduleHandler } from "@stagecraft/lambda/schedule";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { config } from "./config.ts";
import type { Destination } from "./destination.ts";
import { putRecordsOn } from "./put-records.ts";
import { relayOutbox } from "./relay-outbox.ts";
import { sendMessagesTo } from "./send-messages.ts";
import { sweepOrders } from "./sweep-orders.ts";

const now = () => new Date();
const telemetry = createTelemetry();
const { log, metrics } = telemetry;

const database = connectAsRole(config, {
  statementTimeoutMs: 5_000,
  connectTimeoutMs: 3_000,
  // Events are sent while their rows are locked, so that no other run sends them.
  idleInTransactionTimeoutMs: 15_000,
  now,
});

const settings = { maxAttempts: 2, requestTimeoutMs: 3_000 };

const destinations: readonly Destination[] = [
  {
    name: ordersQueueDestination,
    graceMs: 30_000,
    send: sendMessagesTo(sqs(settings), config.ordersQueue.url),
  },
  {
    name: ordersStreamDestination,
    graceMs: 0,
    send: putRecordsOn(kinesis(settings), config.ordersStream.arn),
  },
];

export const handler = scheduleHandler(
  async (deadline) => ({
    ...(await relayOutbox(deadline, { database, destinations, log, metrics, now })),
    ...(await sweepOrders(deadline, { database, metrics, now })),
  }),
  telemetry,
);
