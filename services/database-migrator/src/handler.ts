import { connectDatabase } from "@stagecraft/database/connection";
import { migrate } from "@stagecraft/database/migrate";
import { scheduleHandler } from "@stagecraft/lambda/schedule";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { config } from "./config.ts";

const now = () => new Date();

const database = connectDatabase({
  ...config.database,
  statementTimeoutMs: 240_000,
  connectTimeoutMs: 20_000,
  now,
});

export const handler = scheduleHandler(
  async () => ({
    applied: await migrate(database, { directory: config.migrationsDirectory, now }),
  }),
  { log: createLog(), metrics: createMetrics() },
);
