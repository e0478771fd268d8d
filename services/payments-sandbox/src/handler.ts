import { httpHandler } from "@stagecraft/lambda/http";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { createApp } from "./app.ts";
import { config } from "./config.ts";

export const handler = httpHandler(createApp(config), {
  ...createTelemetry(),
  now: () => new Date(),
});
