import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { httpHandler } from "@stagecraft/lambda/http";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { aws } from "./config/function.ts";
import { links } from "./config/links.ts";
import { createOrdersApi } from "./create-orders-api.ts";
import { databaseTimeouts } from "./database-timeouts.ts";

const now = () => new Date();
const telemetry = createTelemetry();

const database = connectAsRole({ ...links, aws }, { ...databaseTimeouts, now });

const app = createOrdersApi({ database, queues: links, telemetry, now });

export const handler = httpHandler(app, { ...telemetry, now });
