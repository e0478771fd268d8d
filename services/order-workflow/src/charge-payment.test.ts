import { Fault } from "@stagecraft/contracts/fault";
import { OrderId } from "@stagecraft/contracts/ids";
import { ChargeTask } from "@stagecraft/contracts/order-workflow";
import type { ChargeStatus } from "@stagecraft/contracts/payments/charge";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import { releasedMessages } from "@stagecraft/contracts/testing/released-messages";
import { memoryPaymentWaits } from "@stagecraft/database/testing/payment-waits.fixture";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chargePayment } from "./charge-payment.ts";
import { fakeCallbacks } from "./testing/fake-callbacks.ts";

const orderId = OrderId.parse("ord_01JDZ8Q7M0000000000000000A");
const reference = chargeIdOf(orderId);
const now = () => new Date("2010-12-01T08:26:00Z");
const task = { orderId, amountMinor: 255, currency: "GBP", taskToken: "token" } as const;

function createFakes(status: ChargeStatus | Fault = "pending") {
  const waits = memoryPaymentWaits();
  const charged: unknown[] = [];
  const provider = {
    async charge(key: string, request: object) {
      charged.push({ key, request, known: await waits.find(reference) });
      if (status instanceof Fault) throw status;
      return { id: "pay_1", reference, status, amountMinor: 255, currency: "GBP" } as const;
    },
    refund: () => Promise.reject(new Error("must not be called")),
  };
  const { callbacks, calls } = fakeCallbacks();
  return { waits, charged, calls, dependencies: { waits, provider, callbacks, now } };
}

test("the token is stored before the provider gets the request, and is not sent to it", async () => {
  const { charged, calls, dependencies } = createFakes();
  expect(await chargePayment(task, dependencies)).toEqual({ outcome: "waiting" });
  expect(charged).toEqual([
    {
      key: orderId,
      request: { reference, amountMinor: 255, currency: "GBP" },
      known: { taskToken: "token", cancelRequested: false, endedBy: null },
    },
  ]);
  expect(calls).toEqual([]);
});

test.each([
  ["succeeded", "charged", "token: charged"],
  ["declined", "not-charged", "token: payment.declined"],
  ["refunded", "not-charged", "token: payment.declined"],
] as const)("a charge with the status %s ends the task", async (status, outcome, call) => {
  const { calls, dependencies } = createFakes(status);
  expect(await chargePayment(task, dependencies)).toEqual({ outcome });
  expect(calls).toEqual([call]);
});

test("an order with a cancellation request is not charged", async () => {
  const { waits, charged, calls, dependencies } = createFakes();
  await waits.requestCancellation(reference, now());
  expect(await chargePayment(task, dependencies)).toEqual({ outcome: "cancelled" });
  expect(calls).toEqual(["token: order.cancelled"]);
  expect(charged).toEqual([]);
});

test("a provider that does not answer fails the attempt, and the token of the next attempt replaces the first", async () => {
  const { waits, dependencies } = createFakes(new Fault("payment.unreachable", { retry: true }));
  for (const taskToken of ["first", "second"]) {
    await expect(chargePayment({ ...task, taskToken }, dependencies)).rejects.toThrow(Fault);
  }
  expect(await waits.find(reference)).toMatchObject({ taskToken: "second" });
});

test.each(releasedMessages("charge-task"))(
  "every charge task of released version $version is charged by its order",
  async ({ messages }) => {
    await fc.assert(
      fc.asyncProperty(messages, async (message) => {
        const chargeTask = ChargeTask.parse(message);
        const { charged, dependencies } = createFakes();
        await chargePayment(chargeTask, dependencies);
        const { amountMinor, currency } = chargeTask;
        const request = { reference: chargeIdOf(chargeTask.orderId), amountMinor, currency };
        expect(charged).toMatchObject([{ key: chargeTask.orderId, request }]);
      }),
    );
  },
);
