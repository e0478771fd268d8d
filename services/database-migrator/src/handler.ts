import { connectDatabase } from "@stagecraft/database/connection";
import { migrate } from "@stagecraft/database/migrate";
import { scheduleHandler } from "@stagecraft/lambda/schedule";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
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
  createTelemetry(),
);
