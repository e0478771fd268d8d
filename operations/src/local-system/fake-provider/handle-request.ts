import { hash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { type Parsed, parse } from "@stagecraft/contracts/parse";
import { ChargeRequest } from "@stagecraft/contracts/payments/charge";
import { RefundRequest } from "@stagecraft/contracts/payments/refund";
import type { Ledger } from "./ledger.ts";

export type ApiResponse = { readonly status: number; readonly body: unknown };

export type ApiOptions = {
  readonly ledger: Ledger;
  readonly apiKey: string;
  readonly nowMs: () => number;
  /** While this returns true, every request gets a 503. */
  readonly outage: () => boolean;
};

/** The provider's HTTP API: `POST /charges`, `POST /refunds` and `GET /ledger`. */
export async function handleRequest(
  request: IncomingMessage,
  { ledger, apiKey, nowMs, outage }: ApiOptions,
): Promise<ApiResponse> {
  if (outage()) return refuse(503, "The service is down.");
  if (!isBearer(request.headers.authorization, apiKey)) {
    return refuse(401, "Send the API key as a bearer token.");
  }
  switch (`${request.method} ${request.url}`) {
    case "GET /ledger":
      return { status: 200, body: { charges: ledger.entries(), deliveries: ledger.deliveries() } };
    case "POST /charges":
      return withBody(
        request,
        (json) => parse(ChargeRequest, json),
        (body, key) => {
          const charge = ledger.charge(key, body, nowMs());
          return charge === "conflict"
            ? refuse(409, "The key or the reference belongs to another charge.")
            : { status: 201, body: charge };
        },
      );
    case "POST /refunds":
      return withBody(
        request,
        (json) => parse(RefundRequest, json),
        ({ reference }, key) => {
          const refund = ledger.refund(key, reference, nowMs());
          return refund === "conflict"
            ? refuse(409, "The key belongs to the refund of another charge.")
            : { status: 200, body: refund };
        },
      );
    default:
      return refuse(404, `Not found: ${request.method} ${request.url}.`);
  }
}

async function withBody<Body>(
  request: IncomingMessage,
  read: (json: unknown) => Parsed<Body>,
  respond: (body: Body, key: string) => ApiResponse,
): Promise<ApiResponse> {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || key === "") return refuse(400, "Send an Idempotency-Key header.");
  let json: unknown;
  try {
    json = JSON.parse(await text(request));
  } catch {
    return refuse(400, "The body is not valid JSON.");
  }
  const body = read(json);
  return body.ok ? respond(body.value, key) : { status: 422, body: { errors: body.errors } };
}

function refuse(status: number, message: string): ApiResponse {
  return { status, body: { message } };
}

/** Compares in constant time. */
function isBearer(authorization: string | undefined, key: string): boolean {
  const digest = (sent: string) => hash("sha256", sent, "buffer");
  return timingSafeEqual(digest(authorization ?? ""), digest(`Bearer ${key}`));
}
