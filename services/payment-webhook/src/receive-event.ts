import { Fault } from "@stagecraft/contracts/fault";
import { workflowErrors } from "@stagecraft/contracts/order-workflow";
import { ChargeId } from "@stagecraft/contracts/payments/charge-id";
import type {
  PaymentEvent,
  PaymentEventOutcome,
} from "@stagecraft/contracts/payments/payment-event";
import type { PaymentWaits } from "@stagecraft/database/payment-waits";
import type { TaskCallbacks, Told } from "@stagecraft/lambda/task-callbacks";

export type ReceiveDependencies = {
  readonly waits: PaymentWaits;
  readonly callbacks: TaskCallbacks;
  readonly now: () => Date;
};

/**
 * How far from an event's own time its charge may still become known here. The token is kept before the provider hears
 * of the charge, so moments are enough; an event from further ahead has a wrong time, and would be repeated for ever.
 */
const becomesKnownMs = 10 * 60_000;

/**
 * Passes on what a genuine event means to the workflow that waits for its charge.
 * @throws Fault `payment.early`, to retry, when the charge is ours and nobody waits for it yet
 */
export async function receiveEvent(
  event: PaymentEvent,
  { waits, callbacks, now }: ReceiveDependencies,
): Promise<PaymentEventOutcome> {
  const tell = tellers.get(event.type);
  if (!tell) return "noted";
  const chargeId = ChargeId.safeParse(event.data.reference);
  if (!chargeId.success) return "unknown";

  const wait = await waits.find(chargeId.data);
  if (!wait?.taskToken) {
    const ageMs = now().getTime() - Date.parse(event.createdAt);
    if (Math.abs(ageMs) > becomesKnownMs) return "unknown";
    throw new Fault("payment.early", { retry: true });
  }
  if (wait.settledBy) return "out-of-order";
  const told = await tell(wait.taskToken, callbacks);
  if (told === "ended") return "late";
  if (event.type === "charge.pending") return "noted";
  await waits.settle(chargeId.data, event.id);
  return "resumed";
}

/** What the workflow is told for each type of event that means something to it. */
const tellers: ReadonlyMap<string, (taskToken: string, callbacks: TaskCallbacks) => Promise<Told>> =
  new Map([
    ["charge.pending", (taskToken, { heartbeat }) => heartbeat(taskToken)],
    ["charge.succeeded", (taskToken, { succeed }) => succeed(taskToken, { outcome: "charged" })],
    ["charge.declined", (taskToken, { fail }) => fail(taskToken, workflowErrors.declined)],
  ]);
