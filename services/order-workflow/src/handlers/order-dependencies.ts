import { connectDatabase } from "@stagecraft/database/connection";
import { rdsIamToken } from "@stagecraft/database/rds-iam-token";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { config } from "../config/database.ts";

const now = () => new Date();

/** What every task needs that changes orders, made once for its environment. */
export const dependencies = {
  database: connectDatabase({
    ...config.database,
    password: () => rdsIamToken({ ...config.database, ...config.aws }, now()),
    statementTimeoutMs: 5_000,
    connectTimeoutMs: 3_000,
    now,
  }),
  log: createLog(),
  metrics: createMetrics(),
  now,
};
