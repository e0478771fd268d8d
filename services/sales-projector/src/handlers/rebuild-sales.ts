import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { scheduleHandler } from "@stagecraft/lambda/schedule";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { config } from "../config.ts";
import { rebuildSales } from "../rebuild-sales.ts";

const now = () => new Date();

const database = connectAsRole(config, {
  statementTimeoutMs: 240_000,
  connectTimeoutMs: 20_000,
  now,
});

export const handler = scheduleHandler(() => rebuildSales({ database }), createTelemetry());
