import { randomBytes } from "node:crypto";
import { acceptEvent } from "@stagecraft/contracts/events/event-versions";
import { newEvent } from "@stagecraft/contracts/events/new-event";
import { orderCancelRequestedVersions } from "@stagecraft/contracts/events/order-cancel-requested";
import { Fault } from "@stagecraft/contracts/fault";
import { mint } from "@stagecraft/contracts/ids";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import { releasedMessages } from "@stagecraft/contracts/testing/released-messages";
import { memoryPaymentWaits } from "@stagecraft/database/testing/payment-waits.fixture";
import fc from "fast-check";
import { expect, test } from "vitest";
import { deliverCancellations } from "./deliver-cancellations.ts";
import { fakeCallbacks } from "./testing/fake-callbacks.ts";

const now = () => new Date("2010-12-01T08:26:00Z");

function someMessage(messageId = "1") {
  const orderId = mint("ord", now().getTime(), randomBytes);
  return {
    messageId,
    value: newEvent(orderCancelRequestedVersions, {
      id: mint("evt", now().getTime(), randomBytes),
      time: now(),
      orderId,
      data: { orderId },
    }),
  };
}

test("a workflow that waits for its payment stops waiting", async () => {
  const waits = memoryPaymentWaits();
  const { callbacks, calls } = fakeCallbacks();
  const message = someMessage();
  await waits.begin(chargeIdOf(message.value.subject), "token", now());
  expect(await deliverCancellations([message], { waits, callbacks, now })).toEqual([]);
  expect(calls).toEqual(["token: order.cancelled"]);
});

test("a workflow that has not requested its payment finds the stored request", async () => {
  const waits = memoryPaymentWaits();
  const { callbacks, calls } = fakeCallbacks();
  const message = someMessage();
  expect(await deliverCancellations([message], { waits, callbacks, now })).toEqual([]);
  expect(calls).toEqual([]);
  const wait = await waits.begin(chargeIdOf(message.value.subject), "token", now());
  expect(wait.cancelRequested).toBe(true);
});

test("a workflow that has its payment gets no callback: it finds the request with its order", async () => {
  const waits = memoryPaymentWaits();
  const { callbacks, calls } = fakeCallbacks();
  const message = someMessage();
  const chargeId = chargeIdOf(message.value.subject);
  await waits.begin(chargeId, "token", now());
  await waits.end(chargeId, "evt_1");
  expect(await deliverCancellations([message], { waits, callbacks, now })).toEqual([]);
  expect(calls).toEqual([]);
});

test("a message that cannot be delivered fails alone", async () => {
  const waits = memoryPaymentWaits();
  const [first, second] = [someMessage("1"), someMessage("2")];
  for (const { value } of [first, second]) {
    await waits.begin(chargeIdOf(value.subject), value.subject, now());
  }
  const { callbacks } = fakeCallbacks();
  const failing = {
    ...callbacks,
    fail: async (token: string, error: string) => {
      if (token === first.value.subject) throw new Fault("workflow.unreachable", { retry: true });
      return callbacks.fail(token, error);
    },
  };
  const failed = await deliverCancellations([first, second], { waits, callbacks: failing, now });
  expect(failed).toEqual([{ messageId: "1", reason: "workflow.unreachable" }]);
});

test.each(releasedMessages("order.cancel-requested"))(
  "every message of released version $version stores its request",
  async ({ messages }) => {
    await fc.assert(
      fc.asyncProperty(messages, async (message) => {
        const waits = memoryPaymentWaits();
        const { callbacks } = fakeCallbacks();
        const accepted = acceptEvent(orderCancelRequestedVersions, message);
        if (!accepted.ok) throw new Error(JSON.stringify(accepted.errors));
        const item = { messageId: "1", value: accepted.value };
        expect(await deliverCancellations([item], { waits, callbacks, now })).toEqual([]);
        const wait = await waits.find(chargeIdOf(accepted.value.data.orderId));
        expect(wait).toMatchObject({ cancelRequested: true });
      }),
    );
  },
);
