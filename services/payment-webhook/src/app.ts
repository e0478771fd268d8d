import { webhookOperations } from "@stagecraft/contracts/http-operations";
import type { PaymentEventOutcome } from "@stagecraft/contracts/payments/payment-event";
import { createHttpApp, type HttpApp } from "@stagecraft/lambda/http";
import { jsonResponse } from "@stagecraft/lambda/lean-response";
import { answerDelivery } from "./answer-delivery.ts";
import type { Dependencies } from "./dependencies.ts";

/** Outcomes of invalid deliveries. The provider should not repeat them. */
const refusals: { readonly [outcome in PaymentEventOutcome]?: 400 | 401 } = {
  forged: 401,
  replayed: 401,
  malformed: 400,
};

/** The webhook as an HTTP API. A retryable fault is answered 503, so that the provider repeats the delivery. */
export function createApp(dependencies: Dependencies): HttpApp {
  const app = createHttpApp();
  const [{ method, path }] = webhookOperations;
  app.on(method, path, async (c) => {
    const header = c.req.header("payment-signature");
    const body = new Uint8Array(await c.req.arrayBuffer());
    const { deadline, fields } = c.env;
    const outcome = await answerDelivery({ header, body, deadline }, fields, dependencies);
    fields.reason = outcome;
    const refusal = refusals[outcome];
    dependencies.metrics.add(refusal ? "PaymentEventRefused" : "PaymentEventAccepted");
    return jsonResponse({ outcome }, refusal ?? 200);
  });
  return app;
}
