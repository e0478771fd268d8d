import type { OrderId, ReturnId } from "@stagecraft/contracts/ids";
import { type Currency, parseMoney } from "@stagecraft/contracts/money";
import type { ReturnOrder } from "@stagecraft/contracts/return-order";
import type { Order, OrderLine } from "./order.ts";

/** Returned goods by line of the order; amounts are minor units. */
export type Return = {
  readonly id: ReturnId;
  readonly orderId: OrderId;
  readonly reference: string | null;
  readonly currency: Currency;
  readonly refundMinor: number;
  readonly lines: readonly ReturnLine[];
  readonly createdAt: Date;
};

export type ReturnLine = {
  readonly line: number;
  readonly code: string;
  readonly quantity: number;
  readonly priceMinor: number;
  readonly refundMinor: number;
};

export type ReturnedOrder =
  | { readonly ok: true; readonly return: Return }
  | { readonly ok: false; readonly reason: "not-returnable" }
  /** `request` is the index of the requested line with too many pieces. */
  | { readonly ok: false; readonly reason: "exceeds-order"; readonly request: number };

/**
 * Assigns returned pieces to the order's lines: lines of the same code, and of the same price if one is given, in line order. No
 * line gets more pieces than were sold and not yet returned. The refund is the price of exactly these pieces.
 */
export function returnOrder(
  order: Order,
  request: ReturnOrder,
  { id, now }: { id: ReturnId; now: Date },
): ReturnedOrder {
  if (order.status !== "fulfilled") return { ok: false, reason: "not-returnable" };
  const byCode = Map.groupBy(order.lines, (line) => line.code);
  const taken = new Map<OrderLine, number>();

  for (const { code, quantity, price, index } of pricedFirst(request)) {
    const priceMinor = price && parseMoney(price, order.currency)?.minor;
    let open = quantity;
    for (const line of byCode.get(code) ?? []) {
      if (price && line.priceMinor !== priceMinor) continue;
      const before = taken.get(line) ?? 0;
      const here = Math.min(open, line.quantity - line.returned - before);
      if (here > 0) taken.set(line, before + here);
      open -= here;
    }
    if (open > 0) return { ok: false, reason: "exceeds-order", request: index };
  }

  const lines = Array.from(taken, ([{ line, code, priceMinor }, quantity]) => ({
    line,
    code,
    quantity,
    priceMinor,
    refundMinor: quantity * priceMinor,
  })).sort((a, b) => a.line - b.line);
  return {
    ok: true,
    return: {
      id,
      orderId: order.id,
      reference: request.reference ?? null,
      currency: order.currency,
      refundMinor: lines.reduce((sum, line) => sum + line.refundMinor, 0),
      lines,
      createdAt: now,
    },
  };
}

/** Lines with a price first: a line without a price may take any piece, and must not take one that a priced line needs. */
function pricedFirst(request: ReturnOrder) {
  const lines = request.lines.map((line, index) => ({ ...line, index }));
  return [...lines.filter((line) => line.price), ...lines.filter((line) => !line.price)];
}
