import { webhookOperations } from "@stagecraft/contracts/http-operations";
import type { PaymentEventOutcome } from "@stagecraft/contracts/payments/payment-event";
import { createHttpApp, type HttpApp } from "@stagecraft/lambda/http";
import { answerDelivery } from "./answer-delivery.ts";
import type { Dependencies } from "./dependencies.ts";

/** What the provider may mend by sending something else; repeating these is of no use. */
const refusals: { readonly [outcome in PaymentEventOutcome]?: 400 | 401 } = {
  forged: 401,
  replayed: 401,
  malformed: 400,
};

/** The webhook as an HTTP API. What it throws is answered 503, so that the provider repeats it. */
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
    return c.json({ outcome }, refusal ?? 200);
  });
  return app;
}
