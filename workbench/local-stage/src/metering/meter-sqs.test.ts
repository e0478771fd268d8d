import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { callOperation } from "../../testing/call-operation.ts";
import { formatReceiptHandle } from "../sqs/messages/receipt-handle.ts";
import { openTestSqs, urlOf } from "../sqs/testing/open-test-sqs.ts";
import { queueOf } from "../sqs/testing/queue-of.ts";
import { createMeter } from "./meter.ts";
import { meterSqs } from "./meter-sqs.ts";

const orders = queueOf("orders");
const QueueUrl = urlOf("orders");
const limits = { maxMessages: 100, maxBytes: 1_000_000 };

function openMetered() {
  const meter = createMeter(planOf());
  const sqs = meterSqs(openTestSqs([orders]).sqs(), meter);
  return {
    sqs,
    call: (operation: string, input: object) =>
      callOperation(sqs.operations, operation, { QueueUrl, ...input }),
    requests: () => meter.uses()[0]?.amount ?? 0,
  };
}

// https://aws.amazon.com/sqs/pricing/: every 64 KB of a payload is a request, and a batch of up to ten messages is one call.
test("a message is at least three requests: it is sent, received and deleted", async () => {
  const { sqs, call, requests } = openMetered();
  await call("SendMessage", { MessageBody: "order" });
  expect(requests()).toBe(1);
  const received = sqs.receive(orders, limits);
  expect(requests()).toBe(2);
  sqs.deleteReceived(
    orders,
    received.map((message) => formatReceiptHandle({ ...message, queueName: orders.name })),
  );
  expect(requests()).toBe(3);
});

test("each 64 KB of a payload is a request", async () => {
  const { call, requests } = openMetered();
  await call("SendMessage", { MessageBody: "x".repeat(64 * 1_024 + 1) });
  expect(requests()).toBe(2);
});

test("a mapping receives and deletes ten messages with one request", async () => {
  const { sqs, call, requests } = openMetered();
  const Entries = Array.from({ length: 10 }, (_, Id) => ({ Id: String(Id), MessageBody: "order" }));
  await call("SendMessageBatch", { Entries });
  await call("SendMessage", { MessageBody: "order" });
  const received = sqs.receive(orders, limits);
  expect(requests()).toBe(2 + 2);
  sqs.deleteReceived(
    orders,
    received.map((message) => formatReceiptHandle({ ...message, queueName: orders.name })),
  );
  expect(requests()).toBe(4 + 2);
});

test("an empty receive by a mapping is not counted, and one by a caller is", async () => {
  const { sqs, call, requests } = openMetered();
  sqs.receive(orders, limits);
  expect(requests()).toBe(0);
  await call("ReceiveMessage", {});
  expect(requests()).toBe(1);
});

test("a refused call is not counted", async () => {
  const { call, requests } = openMetered();
  await expect(call("SendMessage", { MessageBody: "" })).rejects.toThrow();
  expect(requests()).toBe(0);
});
