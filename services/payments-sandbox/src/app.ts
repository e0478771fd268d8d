import { type Parsed, parse } from "@stagecraft/contracts/parse";
import { ChargeRequest } from "@stagecraft/contracts/payments/charge";
import { type ChargeId, orderIdOf } from "@stagecraft/contracts/payments/charge-id";
import { RefundRequest } from "@stagecraft/contracts/payments/refund";
import { createHttpApp, type HttpApp } from "@stagecraft/lambda/http";
import { jsonResponse } from "@stagecraft/lambda/lean-response";
import { readJson } from "@stagecraft/lambda/read-json";
import { answerCharge } from "./answer-charge.ts";
import { answerRefund } from "./answer-refund.ts";
import { isKey } from "./is-key.ts";

/** An operation of the provider: its path, its parser and its answer. */
type Operation<Request> = {
  readonly path: string;
  read(json: unknown): Parsed<Request>;
  answer(request: Request): { readonly status: 200 | 201; readonly body: object };
};

/** The part of the provider's HTTP API that orders need. It is stateless: answers depend only on the request. */
export function createApp({ apiKey }: { readonly apiKey: string }): HttpApp {
  const app = createHttpApp();
  serve({
    path: "/charges",
    read: (json) => parse(ChargeRequest, json),
    answer: (request) => ({ status: 201, body: answerCharge(request) }),
  });
  serve({
    path: "/refunds",
    read: (json) => parse(RefundRequest, json),
    answer: (request) => ({ status: 200, body: answerRefund(request) }),
  });
  return app;

  function serve<Request extends { readonly reference: ChargeId }>({
    path,
    read,
    answer,
  }: Operation<Request>) {
    app.post(path, async (c) => {
      if (!isKey(c.req.header("authorization"), apiKey)) {
        return jsonResponse({ message: "Send the API key as a bearer token." }, 401);
      }
      if (!c.req.header("idempotency-key")) {
        return jsonResponse({ message: "Send an Idempotency-Key header." }, 400);
      }
      const json = readJson(await c.req.text());
      if (!json) return jsonResponse({ message: "The body cannot be read as JSON." }, 400);
      const request = read(json.value);
      if (!request.ok) return jsonResponse({ errors: request.errors }, 422);
      c.env.fields.orderId = orderIdOf(request.value.reference);
      const { status, body } = answer(request.value);
      if ("status" in body) c.env.fields.outcome = String(body.status);
      return jsonResponse(body, status);
    });
  }
}
