import { expect, test } from "vitest";
import {
  dynamodbReadUnits,
  dynamodbWriteUnits,
  httpApiUnits,
  kinesisPutUnits,
  lambdaRequests,
  sqsUnits,
} from "./request-units.ts";

const kib = 1_024;

test.each([
  ["an empty request of an HTTP API", httpApiUnits(0), 1],
  ["512 KB", httpApiUnits(512 * kib), 1],
  ["a byte above 512 KB", httpApiUnits(512 * kib + 1), 2],
  ["a message of 64 KB", sqsUnits(64 * kib), 1],
  ["a batch of 256 KB", sqsUnits(256 * kib), 4],
  ["a record of 25 KB", kinesisPutUnits(25 * kib), 1],
  ["a record of 26 KB", kinesisPutUnits(26 * kib), 2],
  ["an item of 1.5 KB", dynamodbWriteUnits(1.5 * kib), 2],
  ["a strong read of 4 KB", dynamodbReadUnits(4 * kib, true), 1],
  ["an eventual read of 5 KB", dynamodbReadUnits(5 * kib, false), 1],
  ["an event of 256 KB", lambdaRequests(256 * kib), 1],
  ["an event of 1 MB", lambdaRequests(1_024 * kib), 13],
])("%s is billed as so many units", (_what, units, expected) => {
  expect(units).toBe(expected);
});
