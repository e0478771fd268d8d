import { expect, test } from "vitest";
import { formatReceiptHandle, parseReceiptHandle } from "./receipt-handle.ts";

test("a receipt handle can be parsed", () => {
  const receipt = { queueName: "orders_1-x.fifo", seq: 42, receiveCount: 3 };
  expect(parseReceiptHandle(formatReceiptHandle(receipt))).toEqual(receipt);
});

test.for(["", "garbage", "AQEB", "AQEBnonsense"])("%j is no receipt handle", (handle) => {
  expect(parseReceiptHandle(handle)).toBeUndefined();
});
