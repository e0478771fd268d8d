import { Fault } from "@stagecraft/contracts/fault";
import { workflowErrors } from "@stagecraft/contracts/order-workflow";
import { ChargeId } from "@stagecraft/contracts/payments/charge-id";
import type {
  PaymentEvent,
  PaymentEventOutcome,
} from "@stagecraft/contracts/payments/payment-event";
import type { PaymentWaits } from "@stagecraft/database/payment-waits";
import type { CallbackOutcome, TaskCallbacks } from "@stagecraft/lambda/task-callbacks";
import { linkActiveSpan } from "@stagecraft/observability/tracing/traceparent";

export type ReceiveDependencies = {
  readonly waits: PaymentWaits;
  readonly callbacks: TaskCallbacks;
  readonly now: () => Date;
};

/**
 * How far from an event's time its charge may still be unknown here. The token is stored before the provider gets the request, so
 * moments are enough. An event with a time further in the future is wrong, and would be repeated forever.
 */
const becomesKnownMs = 10 * 60_000;

/**
 * Sends the result of a genuine event to the workflow that waits for its charge.
 * @throws Fault `payment.early`, to retry, when no workflow waits for the charge yet
 */
export async function receiveEvent(
  event: PaymentEvent,
  { waits, callbacks, now }: ReceiveDependencies,
): Promise<PaymentEventOutcome> {
  const send = senders.get(event.type);
  if (!send) return "noted";
  const chargeId = ChargeId.safeParse(event.data.reference);
  if (!chargeId.success) return "unknown";

  const wait = await waits.find(chargeId.data);
  if (!wait?.taskToken) {
    const ageMs = now().getTime() - Date.parse(event.createdAt);
    if (Math.abs(ageMs) > becomesKnownMs) return "unknown";
    throw new Fault("payment.early", { retry: true });
  }
  linkActiveSpan(wait.traceparent);
  if (wait.endedBy) return "out-of-order";
  if ((await send(wait.taskToken, callbacks)) === "ended") return "late";
  if (event.type === "charge.pending") return "noted";
  await waits.end(chargeId.data, event.id);
  return "resumed";
}

/** The callback for each type of event that concerns the workflow. */
const senders: ReadonlyMap<
  string,
  (taskToken: string, callbacks: TaskCallbacks) => Promise<CallbackOutcome>
> = new Map([
  ["charge.pending", (taskToken, { heartbeat }) => heartbeat(taskToken)],
  ["charge.succeeded", (taskToken, { succeed }) => succeed(taskToken, { outcome: "charged" })],
  ["charge.declined", (taskToken, { fail }) => fail(taskToken, workflowErrors.declined)],
]);
