import { Order } from "@stagecraft/contracts/order";
import { Return } from "@stagecraft/contracts/return-order";
import type { CallApi } from "./call-api.ts";
import { responseText } from "./response-text.ts";
import { SmokeFailure } from "./smoke-failure.ts";
import type { TestOrder } from "./smoke-target.ts";

/** Returns all that was ordered, and sees that the order says so. */
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
  const answer = await call({ method: "POST", path, token, key, body });
  if (answer.status !== 201 || !Return.safeParse(answer.body).success) {
    throw new SmokeFailure(
      `POST ${path} was answered ${responseText(answer)}, and not with the return.`,
      [`POST ${path}: it is a real order, and nobody has taken it back`],
    );
  }
  const after = await call({ method: "GET", path: `/orders/${id}`, token });
  const order = Order.safeParse(after.body);
  const isReturned = order.data?.lines.every(({ quantity, returned }) => returned === quantity);
  if (isReturned) return;
  throw new SmokeFailure(
    `The order does not say that its goods came back: ${responseText(after)}.`,
  );
}
