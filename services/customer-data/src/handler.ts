import { randomUUID } from "node:crypto";
import { CustomerDataCall } from "@stagecraft/contracts/customer-data";
import { parse } from "@stagecraft/contracts/parse";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { operatorCallHandler } from "@stagecraft/lambda/operator-call";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { answerCall } from "./answer-call.ts";
import { config } from "./config.ts";

const now = () => new Date();

const database = connectAsRole(config, {
  statementTimeoutMs: 60_000,
  connectTimeoutMs: 20_000,
  now,
});

const { dataLocations } = config;

export const handler = operatorCallHandler(
  {
    parse: (input) => parse(CustomerDataCall, input),
    work: (call) => answerCall(call, { database, dataLocations, now, randomUuid: randomUUID }),
  },
  createTelemetry(),
);
