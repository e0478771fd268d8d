import { Logger } from "@aws-lambda-powertools/logger";
import { expect, test } from "vitest";
import { createLog } from "./logger.ts";

const declared = { status: "number", parcelId: "text", reason: "text" } as const;

test("a line has the declared fields only", () => {
  const lines: unknown[][] = [];
  const logger = new Logger({ serviceName: "Parcels" });
  logger.warn = (...line) => void lines.push(line);
  const fields = { status: 201, parcelId: "par_1", body: "secret", reason: undefined };
  createLog(declared, logger).warn("request", fields);
  expect(lines).toEqual([["request", { status: 201, parcelId: "par_1" }]]);
});

test("an error is described beside the fields", () => {
  const lines: unknown[][] = [];
  const logger = new Logger({ serviceName: "Parcels" });
  logger.error = (...line) => void lines.push(line);
  createLog(declared, logger).error("request", {}, new RangeError("too far"));
  expect(lines).toMatchObject([["request", { fault: { name: "RangeError", message: "too far" } }]]);
});
