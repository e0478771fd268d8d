import { expect, test } from "vitest";
import { judgeReplay, type Replayed } from "./judge-replay.ts";

const strangers = new Map([["stranger 1", "OrdersDeadLetters"]]);
const place = "OrdersDeadLetters";
const order = { place, id: "m1", body: JSON.stringify({ data: { orderId: "ord_1" } }) };
const stranger = { place, id: "m2", body: "stranger 1" };
const due = [order, stranger].map(({ id: messageId, ...letter }) => ({ ...letter, messageId }));

const sent: Replayed = { letter: order, result: { kind: "sent" } };
const refused: Replayed = { letter: stranger, result: { kind: "refused", why: "not JSON" } };

test("orders are sent and strangers refused", () => {
  expect(judgeReplay(due, [sent, refused], strangers)).toEqual([]);
});

test("a dead-letter message that was sent, and is deleted only when it is listed again, is dealt with", () => {
  const again: Replayed = { letter: order, result: { kind: "finished" } };
  expect(judgeReplay(due, [sent, again, refused], strangers)).toEqual([]);
});

test.each<[string, readonly Replayed[], string]>([
  ["a letter that was passed over", [refused], "OrdersDeadLetters m1: the replay passed it over"],
  [
    "an order that was refused",
    [{ ...sent, result: { kind: "refused", why: "no contract" } }, refused],
    "OrdersDeadLetters m1: refused instead of sent: no contract",
  ],
  [
    "an order that could not be sent",
    [{ ...sent, result: { kind: "failed", why: "no answer" } }, refused],
    "OrdersDeadLetters m1: failed instead of sent: no answer",
  ],
  [
    "a stranger that was sent",
    [sent, { ...refused, result: { kind: "sent" } }],
    "OrdersDeadLetters m2: sent instead of refused",
  ],
  [
    "a stranger that was sent by a run before",
    [sent, { ...refused, result: { kind: "finished" } }],
    "OrdersDeadLetters m2: finished instead of refused",
  ],
])("%s is found", (_what, replayed, says) => {
  expect(judgeReplay(due, replayed, strangers)).toEqual([says]);
});
