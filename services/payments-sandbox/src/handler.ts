import { httpHandler } from "@stagecraft/lambda/http";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { createApp } from "./app.ts";
import { config } from "./config.ts";

export const handler = httpHandler(createApp(config), {
  log: createLog(),
  metrics: createMetrics(),
  now: () => new Date(),
});
