import { expect, test } from "vitest";
import { dsqlUnits } from "./dsql-units.ts";

// The examples of https://docs.aws.amazon.com/aurora-dsql/latest/userguide/billing-metering.html
test.each([
  ["a point lookup", { writtenBytes: 0, readBytes: 500, computeSeconds: 0.003 }, 0.00675],
  ["a range scan", { writtenBytes: 0, readBytes: 10_000, computeSeconds: 0.008 }, 0.02631],
  ["a single insert", { writtenBytes: 128, readBytes: 16, computeSeconds: 0.008 }, 0.06175],
  ["100 inserts", { writtenBytes: 12_800, readBytes: 1_600, computeSeconds: 0.08 }, 0.70875],
])("%s has the units of AWS's example", (_what, transaction, units) => {
  expect(dsqlUnits(transaction)).toBeCloseTo(units, 4);
});
