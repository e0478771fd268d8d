import { expect, test } from "vitest";
import { readStreamBatchResponse } from "./stream-batch-response.ts";

const numbers = ["100", "101", "102"];
const failures = (...ids: readonly unknown[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
test.each([[null], [undefined], [""], [{}], [{ batchItemFailures: null }], [failures()]])(
  "%j means that all are processed",
  (payload) => {
    expect(readStreamBatchResponse(payload, numbers)).toEqual({ kind: "all-done" });
  },
);

// The same page, failure conditions.
test.each([
  [failures("")],
  [failures(null)],
  [failures(100)],
  [failures("999")],
  [{ batchItemFailures: [{ foo: "100" }] }],
  [{ batchItemFailures: [null] }],
  [{ batchItemFailures: "100" }],
  ["done"],
  [[]],
])("%j fails the whole batch", (payload) => {
  expect(readStreamBatchResponse(payload, numbers)).toMatchObject({ kind: "all-failed" });
});

// The same page: the lowest sequence number is the checkpoint.
test("of several failures the first in the batch counts", () => {
  expect(readStreamBatchResponse(failures("102", "101"), numbers)).toEqual({
    kind: "partly-failed",
    index: 1,
  });
});
