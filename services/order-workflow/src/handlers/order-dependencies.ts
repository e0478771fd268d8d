import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { config } from "../config/database.ts";

const now = () => new Date();

/** What every task needs that changes orders, made once for its environment. */
export const dependencies = {
  database: connectAsRole(config, {
    statementTimeoutMs: 5_000,
    connectTimeoutMs: 3_000,
    now,
  }),
  log: createLog(),
  metrics: createMetrics(),
  now,
};
