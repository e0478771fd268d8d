import { expect, test } from "vitest";
import { checkRedrive, type RedriveOutcome } from "./check-redrive.ts";

const poisonMessages = new Map([["poison 1", "OrdersDeadLetters"]]);
const source = "OrdersDeadLetters";
const order = { source, id: "m1", body: JSON.stringify({ data: { orderId: "ord_1" } }) };
const poison = { source, id: "m2", body: "poison 1" };
const messages = [order, poison].map(({ id: messageId, ...rest }) => ({ ...rest, messageId }));

const sent: RedriveOutcome = { message: order, result: { kind: "sent" } };
const refused: RedriveOutcome = { message: poison, result: { kind: "refused", why: "not JSON" } };

test("it is correct to send orders and to refuse poison messages", () => {
  expect(checkRedrive(messages, [sent, refused], poisonMessages)).toEqual([]);
});

test("it is correct to delete a sent dead-letter message only when it is listed again", () => {
  const again: RedriveOutcome = { message: order, result: { kind: "deleted" } };
  expect(checkRedrive(messages, [sent, again, refused], poisonMessages)).toEqual([]);
});

test.each<[string, readonly RedriveOutcome[], string]>([
  ["a skipped message", [refused], "OrdersDeadLetters m1: the redrive skipped it"],
  [
    "a refused order",
    [{ ...sent, result: { kind: "refused", why: "no contract" } }, refused],
    "OrdersDeadLetters m1: refused instead of sent: no contract",
  ],
  [
    "an order whose send failed",
    [{ ...sent, result: { kind: "failed", why: "no answer" } }, refused],
    "OrdersDeadLetters m1: failed instead of sent: no answer",
  ],
  [
    "a sent poison message",
    [sent, { ...refused, result: { kind: "sent" } }],
    "OrdersDeadLetters m2: sent instead of refused",
  ],
  [
    "a poison message that an earlier run sent",
    [sent, { ...refused, result: { kind: "deleted" } }],
    "OrdersDeadLetters m2: deleted instead of refused",
  ],
])("%s is reported", (_what, outcomes, problem) => {
  expect(checkRedrive(messages, outcomes, poisonMessages)).toEqual([problem]);
});
