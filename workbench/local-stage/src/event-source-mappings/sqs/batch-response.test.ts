import { expect, test } from "vitest";
import { readBatchResponse } from "./batch-response.ts";

// "Success and failure conditions":
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
test.for([
  ["an empty list", { batchItemFailures: [] }],
  ["a null list", { batchItemFailures: null }],
  ["an empty response", {}],
  ["a null response", null],
  ["no response", undefined],
] as const)("a batch is done with %s", ([, payload]) => {
  expect(readBatchResponse(payload, ["a", "b"])).toEqual({ kind: "all-done" });
});

test.for([
  ["text", "done"],
  ["a list instead of a response", []],
  ["no list", { batchItemFailures: "a" }],
  ["an empty identifier", { batchItemFailures: [{ itemIdentifier: "" }] }],
  ["a null identifier", { batchItemFailures: [{ itemIdentifier: null }] }],
  ["a null failure", { batchItemFailures: [null] }],
  ["a wrong key", { batchItemFailures: [{ messageId: "a" }] }],
  ["an identifier of no message", { batchItemFailures: [{ itemIdentifier: "z" }] }],
  [
    "one good and one bad",
    { batchItemFailures: [{ itemIdentifier: "a" }, { itemIdentifier: "" }] },
  ],
] as const)("a batch has failed as a whole with %s", ([, payload]) => {
  expect(readBatchResponse(payload, ["a", "b"]).kind).toBe("all-failed");
});

test("the named messages have failed, the others are processed", () => {
  const payload = { batchItemFailures: [{ itemIdentifier: "b" }] };
  expect(readBatchResponse(payload, ["a", "b"])).toEqual({
    kind: "some-failed",
    failedMessageIds: new Set(["b"]),
  });
});
