import { connectDatabase } from "@stagecraft/database/connection";
import { rdsIamToken } from "@stagecraft/database/rds-iam-token";
import { scheduleHandler } from "@stagecraft/lambda/schedule";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { config } from "../config.ts";
import { rebuildSales } from "../rebuild-sales.ts";

const now = () => new Date();

const database = connectDatabase({
  ...config.database,
  password: () => rdsIamToken({ ...config.database, ...config.aws }, now()),
  statementTimeoutMs: 240_000,
  connectTimeoutMs: 20_000,
  now,
});

export const handler = scheduleHandler(() => rebuildSales({ database }), {
  log: createLog(),
  metrics: createMetrics(),
});
