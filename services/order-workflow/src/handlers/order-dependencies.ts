import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { config } from "../config/database.ts";

const now = () => new Date();

/** What the tasks that change orders depend on; made once per execution environment. */
export const dependencies = {
  database: connectAsRole(config, {
    statementTimeoutMs: 5_000,
    connectTimeoutMs: 3_000,
    now,
  }),
  ...createTelemetry(),
  now,
};
