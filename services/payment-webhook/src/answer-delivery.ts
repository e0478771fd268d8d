import { parse } from "@stagecraft/contracts/parse";
import { ChargeId, orderIdOf } from "@stagecraft/contracts/payments/charge-id";
import {
  PaymentEvent,
  type PaymentEventOutcome,
} from "@stagecraft/contracts/payments/payment-event";
import type { Deadline } from "@stagecraft/lambda/invocation";
import type { LogFields } from "@stagecraft/lambda/telemetry";
import type { Dependencies } from "./dependencies.ts";
import { receiveEvent } from "./receive-event.ts";
import { verifySignature } from "./verify-signature.ts";

export type Delivery = {
  readonly header: string | undefined;
  readonly body: Uint8Array;
  readonly deadline: Deadline;
};

/**
 * Processes a delivery. Its body is read only after its signature is verified. An event is processed once, however often it is
 * delivered. `fields`: the fields of the log line.
 */
export async function answerDelivery(
  { header, body, deadline }: Delivery,
  fields: LogFields,
  dependencies: Dependencies,
): Promise<PaymentEventOutcome> {
  const { secrets, now, runOnce } = dependencies;
  const verdict = verifySignature({ header, body }, { secrets, now: now() });
  if (verdict !== "genuine") return verdict;

  const event = parse(PaymentEvent, readJson(body));
  if (!event.ok) {
    fields.paths = event.errors.map(({ path }) => path);
    return "malformed";
  }
  fields.eventId = event.value.id;
  const chargeId = ChargeId.safeParse(event.value.data.reference);
  if (chargeId.success) fields.orderId = orderIdOf(chargeId.data);
  const receive = async () => ({ outcome: await receiveEvent(event.value, dependencies) });
  const { result, repeated } = await runOnce(event.value.id, receive, deadline);
  return repeated ? "duplicate" : result.outcome;
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
