import { type Order, Order as OrderSchema } from "@stagecraft/contracts/order";
import type { PlaceOrder } from "@stagecraft/contracts/place-order";
import type { ApiRequest, ApiResponse, CallApi } from "./call-api.ts";
import { responseText } from "./response-text.ts";
import { SmokeFailure } from "./smoke-failure.ts";
import type { SmokeTarget, TestOrder } from "./smoke-target.ts";

/** More pieces than the stock of a test product, and the maximum quantity of a line. */
export const piecesAboveStock = 100_000;

/** Makes the request for an order of today: one piece for 1.00, or more pieces for 0.01 each. */
export function orderRequest(
  { token, product }: TestOrder,
  { key, nowMs, pieces = 1 }: { readonly key: string; nowMs: number; readonly pieces?: number },
): ApiRequest {
  const order: PlaceOrder = {
    // The Swedish date format is ISO 8601.
    orderedOn: new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London" }).format(nowMs),
    country: "United Kingdom",
    currency: "GBP",
    reference: "smoke",
    lines: [{ code: product, quantity: pieces, price: pieces === 1 ? "1.00" : "0.01" }],
  };
  return { method: "POST", path: "/orders", token: token.value, key, body: order };
}

/** Places the order. */
export async function placeOrder(
  call: CallApi,
  request: ApiRequest,
  { stage, order }: SmokeTarget,
): Promise<Order> {
  const response = await call(request);
  if (response.status === 401 || response.status === 403) {
    throw new SmokeFailure(`The stage refuses the token: ${responseText(response)}.`, [
      `the token in SMOKE_TOKEN has ${order?.token.claims}`,
      `infra/stages.ts: the issuer and audience of ${stage}; the token needs the scopes orders:write and orders:read`,
    ]);
  }
  return readOrder(
    response,
    "POST /orders",
    stage === "local" ? ["npm run logs -- orders-api --once"] : [],
  );
}

/** Sends the same request again and checks that the response has the same order. */
export async function repeatOrder(
  call: CallApi,
  request: ApiRequest,
  { id }: Order,
): Promise<void> {
  const response = await call(request);
  const repeated = readOrder(response, "The repeated POST /orders");
  if (repeated.id !== id) {
    throw new SmokeFailure(`The repeated request placed another order, ${repeated.id}.`);
  }
  if (response.headers.get("idempotency-replayed") !== "true") {
    throw new SmokeFailure(
      "The response to the repeated request has no header Idempotency-Replayed.",
    );
  }
}

function readOrder(response: ApiResponse, what: string, next: readonly string[] = []): Order {
  if (response.status !== 201) {
    throw new SmokeFailure(`${what} returned ${responseText(response)} instead of 201.`, next);
  }
  const order = OrderSchema.safeParse(response.body);
  if (order.success) return order.data;
  const paths = order.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new SmokeFailure(`${what} returned an invalid order: ${paths}.`);
}
