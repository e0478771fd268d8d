import { acceptEvent } from "@stagecraft/contracts/events/event-versions";
import { orderChangedVersions } from "@stagecraft/contracts/events/order-changed";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { aboutEvent } from "@stagecraft/lambda/about-event";
import { streamBatchHandler } from "@stagecraft/lambda/stream-batch";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { config } from "../config.ts";
import { projectSales } from "../project-sales.ts";

const now = () => new Date();
const telemetry = createTelemetry();
const { metrics } = telemetry;

const database = connectAsRole(config, {
  statementTimeoutMs: 5_000,
  connectTimeoutMs: 3_000,
  now,
});

export const handler = streamBatchHandler(
  {
    parse: (body) => acceptEvent(orderChangedVersions, body),
    about: aboutEvent,
    handleAll: (items) => projectSales(items, { database, metrics }),
  },
  telemetry,
);
