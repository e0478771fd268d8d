import type { OrderId } from "@stagecraft/contracts/ids";
import { type Currency, parseMoney } from "@stagecraft/contracts/money";
import type { PlaceOrder } from "@stagecraft/contracts/place-order";
import type { Order } from "./order.ts";

export type PlacedOrder =
  | { readonly ok: true; readonly order: Order }
  | { readonly ok: false; readonly reason: "total-too-large" };

/** Makes an order from a customer's request, with numbered lines and their exact sum as total. */
export function placeOrder(
  request: PlaceOrder,
  { id, customerId, now }: { id: OrderId; customerId: string; now: Date },
): PlacedOrder {
  const lines = request.lines.map(({ code, quantity, price }, index) => ({
    line: index + 1,
    code,
    quantity,
    returned: 0,
    priceMinor: minorOf(price, request.currency),
  }));
  const totalMinor = lines.reduce((sum, line) => sum + line.quantity * line.priceMinor, 0);
  if (!Number.isSafeInteger(totalMinor)) return { ok: false, reason: "total-too-large" };
  const order: Order = {
    id,
    status: "placed",
    version: 1,
    customerId,
    reference: request.reference ?? null,
    orderedOn: request.orderedOn,
    country: request.country,
    currency: request.currency,
    totalMinor,
    lines,
    createdAt: now,
  };
  return { ok: true, order };
}

function minorOf(price: string, currency: Currency): number {
  const money = parseMoney(price, currency);
  if (!money) throw new TypeError("A parsed request has a price that is invalid in its currency");
  return money.minor;
}
