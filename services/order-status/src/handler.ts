import { OrderStatusCall } from "@stagecraft/contracts/order-status";
import { parse } from "@stagecraft/contracts/parse";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { operatorCallHandler } from "@stagecraft/lambda/operator-call";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { answerCall } from "./answer-call.ts";
import { config } from "./config.ts";

const now = () => new Date();

const database = connectAsRole(config, {
  statementTimeoutMs: 10_000,
  // A paused database needs about 15 seconds to resume.
  connectTimeoutMs: 20_000,
  now,
});

export const handler = operatorCallHandler(
  {
    parse: (input) => parse(OrderStatusCall, input),
    work: (call) => answerCall(call, { database, now }),
  },
  createTelemetry(),
);
