import type { OrderId } from "@stagecraft/contracts/ids";
import { expect, test } from "vitest";
import { explainLetters } from "./explain-letters.ts";

const orderId = "ord_01ARZ3NDEKTSV4RRFFQ69G5FAV" as OrderId;
const strangers = new Map([
  ["stranger 1", "OrdersDeadLetters"],
  ["495", "SalesProjectorFailures"],
]);
const evidence = {
  strangers,
  struck: new Set([orderId]),
  struckPlace: "OrdersDeadLetters",
  reasons: new Map([
    ["m1", "planted-bug"],
    ["m2", "invalid-json"],
  ]),
};

const ofOrder = {
  place: "OrdersDeadLetters",
  messageId: "m1",
  body: JSON.stringify({ type: "order.placed", data: { orderId } }),
};
const ofStranger = { place: "OrdersDeadLetters", messageId: "m2", body: "stranger 1" };
const ofRecord = {
  place: "SalesProjectorFailures",
  messageId: "m3",
  body: JSON.stringify({
    requestContext: { condition: "RetryAttemptsExhausted" },
    KinesisBatchInfo: { startSequenceNumber: "495", batchSize: 1 },
  }),
};

test("an order that the bug strikes and what strangers sent are explained", () => {
  expect(explainLetters([ofOrder, ofStranger, ofRecord], evidence)).toEqual({
    orderIds: new Set([orderId]),
    unexplained: [],
    missing: [],
  });
});

test("what became no dead letter is missing", () => {
  expect(explainLetters([ofOrder], evidence).missing).toEqual([
    "no dead letter is about stranger 1",
    "no dead letter is about 495",
  ]);
});

test.each([
  [{ ...ofOrder, messageId: "m9" }, "OrdersDeadLetters m9: no log says why"],
  [{ ...ofStranger, body: "something else" }, "OrdersDeadLetters m2: invalid-json: something else"],
  [
    { ...ofRecord, body: ofRecord.body.replace(":1}", ":2}") },
    "SalesProjectorFailures m3: RetryAttemptsExhausted: {",
  ],
  [{ ...ofOrder, messageId: "m2" }, "OrdersDeadLetters m2: no log says why"],
  [{ ...ofOrder, place: "Elsewhere" }, "Elsewhere m1: it belongs to OrdersDeadLetters"],
  [{ ...ofRecord, place: "Elsewhere" }, "Elsewhere m3: it belongs to SalesProjectorFailures"],
  [
    { ...ofRecord, body: ofRecord.body.replace("condition", "other") },
    "SalesProjectorFailures m3: no log says why",
  ],
])("%o is not explained", (letter, says) => {
  expect(explainLetters([letter], evidence).unexplained).toEqual([expect.stringContaining(says)]);
});
