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
import { deliverCancellation } from "./deliver-cancellation.ts";
import { fakeCallbacks } from "./testing/fake-callbacks.ts";

const now = () => new Date("2010-12-01T08:26:00Z");

function someEvent() {
  const orderId = mint("ord", now().getTime(), randomBytes);
  return newEvent(orderCancelRequestedVersions, {
    id: mint("evt", now().getTime(), randomBytes),
    time: now(),
    orderId,
    data: { orderId },
  });
}

test("a workflow that waits for its payment stops waiting", async () => {
  const waits = memoryPaymentWaits();
  const { callbacks, calls } = fakeCallbacks();
  const event = someEvent();
  await waits.begin(chargeIdOf(event.subject), "token", now());
  expect(await deliverCancellation(event, { waits, callbacks, now })).toEqual({
    ok: true,
    fields: { outcome: "sent" },
  });
  expect(calls).toEqual(["token: order.cancelled"]);
});

test("a workflow that has not requested its payment finds the stored request", async () => {
  const waits = memoryPaymentWaits();
  const { callbacks, calls } = fakeCallbacks();
  const event = someEvent();
  await deliverCancellation(event, { waits, callbacks, now });
  expect(calls).toEqual([]);
  const wait = await waits.begin(chargeIdOf(event.subject), "token", now());
  expect(wait.cancelRequested).toBe(true);
});

test("a workflow that has its payment gets no callback: it finds the request with its order", async () => {
  const waits = memoryPaymentWaits();
  const { callbacks, calls } = fakeCallbacks();
  const event = someEvent();
  const chargeId = chargeIdOf(event.subject);
  await waits.begin(chargeId, "token", now());
  await waits.end(chargeId, "evt_1");
  await deliverCancellation(event, { waits, callbacks, now });
  expect(calls).toEqual([]);
});

test("a fault of the callback reaches the adapter, which logs it", async () => {
  const waits = memoryPaymentWaits();
  const event = someEvent();
  await waits.begin(chargeIdOf(event.subject), "token", now());
  const fault = new Fault("workflow.unreachable", { retry: true });
  const { callbacks } = fakeCallbacks();
  const failing = { ...callbacks, fail: () => Promise.reject(fault) };
  await expect(deliverCancellation(event, { waits, callbacks: failing, now })).rejects.toBe(fault);
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
        await deliverCancellation(accepted.value, { waits, callbacks, now });
        const wait = await waits.find(chargeIdOf(accepted.value.data.orderId));
        expect(wait).toMatchObject({ cancelRequested: true });
      }),
    );
  },
);
