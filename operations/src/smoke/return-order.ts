import { Order } from "@stagecraft/contracts/order";
import { Return } from "@stagecraft/contracts/return-order";
import type { CallApi } from "./call-api.ts";
import { responseText } from "./response-text.ts";
import { SmokeFailure } from "./smoke-failure.ts";
import type { TestOrder } from "./smoke-target.ts";

/** Returns all goods of the order and checks that the order shows the return. */
export async function returnOrder(
  { id, lines }: Order,
  { token: { value: token } }: TestOrder,
  { call, key }: { readonly call: CallApi; readonly key: string },
): Promise<void> {
  const path = `/orders/${id}/returns`;
  const body = {
    reference: "smoke",
    lines: lines.map(({ code, quantity }) => ({ code, quantity })),
  };
  const response = await call({ method: "POST", path, token, key, body });
  if (response.status !== 201 || !Return.safeParse(response.body).success) {
    throw new SmokeFailure(
      `POST ${path} returned ${responseText(response)} instead of the return.`,
      [`POST ${path}: this is a real order, and its goods were not returned`],
    );
  }
  const after = await call({ method: "GET", path: `/orders/${id}`, token });
  const order = Order.safeParse(after.body);
  const isReturned = order.data?.lines.every(({ quantity, returned }) => returned === quantity);
  if (isReturned) return;
  throw new SmokeFailure(`The order does not show the returned goods: ${responseText(after)}.`);
}
