import { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import { parse } from "@stagecraft/contracts/parse";
import { connectDatabase } from "@stagecraft/database/connection";
import { rdsIamToken } from "@stagecraft/database/rds-iam-token";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { acceptOrders } from "./accept-orders.ts";
import { config } from "./config.ts";

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

export const handler = queueBatchHandler({
  parse: (body) => parse(OrderPlaced, body),
  handle: (items) => acceptOrders(items, { database, metrics }),
  log,
  metrics,
});
