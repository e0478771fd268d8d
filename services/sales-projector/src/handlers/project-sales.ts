import { OrderChanged } from "@stagecraft/contracts/events/order-changed";
import { parse } from "@stagecraft/contracts/parse";
import { connectDatabase } from "@stagecraft/database/connection";
import { rdsIamToken } from "@stagecraft/database/rds-iam-token";
import { streamBatchHandler } from "@stagecraft/lambda/stream-batch";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { config } from "../config.ts";
import { projectSales } from "../project-sales.ts";

const now = () => new Date();
const metrics = createMetrics();

const database = connectDatabase({
  ...config.database,
  password: () => rdsIamToken({ ...config.database, ...config.aws }, now()),
  statementTimeoutMs: 5_000,
  connectTimeoutMs: 3_000,
  now,
});

export const handler = streamBatchHandler({
  parse: (body) => parse(OrderChanged, body),
  handle: (items) => projectSales(items, { database, metrics }),
  log: createLog(),
  metrics,
});
