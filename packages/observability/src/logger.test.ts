import { Logger } from "@aws-lambda-powertools/logger";
import { expect, test } from "vitest";
import { createLog, type LogFields } from "./logger.ts";

test("a line has the declared fields and no other", () => {
  const lines: unknown[][] = [];
  const logger = new Logger({ serviceName: "OrdersApi" });
  logger.warn = (...line) => void lines.push(line);
  const fields = { status: 201, orderId: "ord_1", body: "secret", reason: undefined } as LogFields;
  createLog(logger).warn("request", fields);
  expect(lines).toEqual([["request", { status: 201, orderId: "ord_1" }]]);
});

test("an error is described beside the fields", () => {
  const lines: unknown[][] = [];
  const logger = new Logger({ serviceName: "OrdersApi" });
  logger.error = (...line) => void lines.push(line);
  createLog(logger).error("request", {}, new RangeError("too far"));
  expect(lines).toMatchObject([["request", { fault: { name: "RangeError", message: "too far" } }]]);
});
