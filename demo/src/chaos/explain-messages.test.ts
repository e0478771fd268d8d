import type { OrderId } from "@stagecraft/contracts/ids";
import { expect, test } from "vitest";
import { explainMessages } from "./explain-messages.ts";

const orderId = "ord_01ARZ3NDEKTSV4RRFFQ69G5FAV" as OrderId;
const poisonMessages = new Map([
  ["poison 1", "OrdersDeadLetters"],
  ["495", "SalesProjectorFailures"],
]);
const expected = {
  poisonMessages,
  affected: new Set([orderId]),
  affectedSource: "OrdersDeadLetters",
  scheduled: new Set(["arn:aws:lambda:eu-west-1:000000000000:function:relay"]),
  reasons: new Map([
    ["m1", "planted-bug"],
    ["m2", "invalid-json"],
  ]),
};

const ofOrder = {
  source: "OrdersDeadLetters",
  messageId: "m1",
  body: JSON.stringify({ type: "order.placed", data: { orderId } }),
};
const ofPoison = { source: "OrdersDeadLetters", messageId: "m2", body: "poison 1" };
const ofRecord = {
  source: "SalesProjectorFailures",
  messageId: "m3",
  body: JSON.stringify({
    requestContext: { condition: "RetryAttemptsExhausted" },
    KinesisBatchInfo: { startSequenceNumber: "495", batchSize: 1 },
  }),
};

const ofRun = {
  source: "OutboxRelayFailures",
  messageId: "m4",
  body: JSON.stringify({
    requestContext: {
      functionArn: "arn:aws:lambda:eu-west-1:000000000000:function:relay:$LATEST",
      condition: "RetriesExhausted",
    },
  }),
};

test("messages of affected orders and poison messages are explained", () => {
  expect(explainMessages([ofOrder, ofPoison, ofRecord], expected)).toEqual({
    orderIds: new Set([orderId]),
    repeated: [],
    unexplained: [],
    missing: [],
  });
});

test("a run that a schedule repeats may fail at every attempt", () => {
  const { repeated, unexplained } = explainMessages([ofRun], expected);
  expect({ repeated, unexplained }).toEqual({
    repeated: ["OutboxRelayFailures m4"],
    unexplained: [],
  });
});

test("a poison message without a dead-letter message is missing", () => {
  expect(explainMessages([ofOrder], expected).missing).toEqual([
    "no dead-letter message for the poison message poison 1",
    "no dead-letter message for the poison message 495",
  ]);
});

test.each([
  [{ ...ofOrder, messageId: "m9" }, "OrdersDeadLetters m9: no cause in the logs"],
  [{ ...ofPoison, body: "something else" }, "OrdersDeadLetters m2: invalid-json: something else"],
  [
    { ...ofRecord, body: ofRecord.body.replace(":1}", ":2}") },
    "SalesProjectorFailures m3: RetryAttemptsExhausted: {",
  ],
  [{ ...ofOrder, messageId: "m2" }, "OrdersDeadLetters m2: no cause in the logs"],
  [{ ...ofOrder, source: "Elsewhere" }, "Elsewhere m1: expected in OrdersDeadLetters"],
  [{ ...ofRecord, source: "Elsewhere" }, "Elsewhere m3: expected in SalesProjectorFailures"],
  [
    { ...ofRun, body: ofRun.body.replace("RetriesExhausted", "EventAgeExceeded") },
    "OutboxRelayFailures m4: EventAgeExceeded: {",
  ],
  [
    { ...ofRun, body: ofRun.body.replace(":relay:", ":importer:") },
    "OutboxRelayFailures m4: RetriesExhausted: {",
  ],
  [
    { ...ofRecord, body: ofRecord.body.replace("condition", "other") },
    "SalesProjectorFailures m3: no cause in the logs",
  ],
])("%o is not explained", (message, problem) => {
  expect(explainMessages([message], expected).unexplained).toEqual([
    expect.stringContaining(problem),
  ]);
});
