import { type Order, Order as OrderSchema } from "@stagecraft/contracts/order";
import type { PlaceOrder } from "@stagecraft/contracts/place-order";
import type { ApiRequest, ApiResponse, CallApi } from "./call-api.ts";
import { responseText } from "./response-text.ts";
import { SmokeFailure } from "./smoke-failure.ts";
import type { SmokeTarget, TestOrder } from "./smoke-target.ts";

/** More than there is of a test product, and as much as one line may ask for. */
export const morePieces = 100_000;

/** The request that orders the product, today: one piece for 1.00, or more than there are for 0.01 each. */
export function orderRequest(
  { token, product }: TestOrder,
  { key, nowMs, pieces = 1 }: { readonly key: string; nowMs: number; readonly pieces?: number },
): ApiRequest {
  const order: PlaceOrder = {
    // Sweden writes days as ISO does.
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
  const answer = await call(request);
  if (answer.status === 401 || answer.status === 403) {
    throw new SmokeFailure(`The stage refuses the token: ${responseText(answer)}.`, [
      `the token in SMOKE_TOKEN says: ${order?.token.says}`,
      `infra/stages.ts: the issuer and the audience that ${stage} takes; it needs the scopes orders:write and orders:read`,
    ]);
  }
  return readOrder(
    answer,
    "POST /orders",
    stage === "local" ? ["npm run logs -- orders-api --once"] : [],
  );
}

/** Sends the same request again, which has to be answered with the same order. */
export async function placeAgain(call: CallApi, request: ApiRequest, { id }: Order): Promise<void> {
  const answer = await call(request);
  const again = readOrder(answer, "The same POST /orders again");
  if (again.id !== id) {
    throw new SmokeFailure(`The same request again placed another order, ${again.id}.`);
  }
  if (answer.headers.get("idempotency-replayed") !== "true") {
    throw new SmokeFailure("The same request again is not said to be one (Idempotency-Replayed).");
  }
}

function readOrder(answer: ApiResponse, what: string, next: readonly string[] = []): Order {
  if (answer.status !== 201) {
    throw new SmokeFailure(`${what} was answered ${responseText(answer)}, and not 201.`, next);
  }
  const order = OrderSchema.safeParse(answer.body);
  if (order.success) return order.data;
  const paths = order.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new SmokeFailure(`${what} was answered with what is no order: ${paths}.`);
}
