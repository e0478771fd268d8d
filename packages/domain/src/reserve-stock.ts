import type { OrderLine } from "./order.ts";

/** Pieces of a product. */
export type Pieces = { readonly code: string; readonly quantity: number };

/** What there is of a product: `reserved` of the pieces `onHand` belong to orders already. */
export type Stock = { readonly code: string; readonly onHand: number; readonly reserved: number };

export type StockReservation =
  | { readonly ok: true; readonly pieces: readonly Pieces[] }
  | { readonly ok: false; readonly reason: "out-of-stock" };

/**
 * What to reserve for the lines, or nothing when it is not all there. A code without stock is no stocked goods, such
 * as postage, and needs no reservation.
 */
export function reserveStock(
  lines: readonly Pick<OrderLine, "code" | "quantity">[],
  stock: readonly Stock[],
): StockReservation {
  const wanted = new Map<string, number>();
  for (const { code, quantity } of lines) wanted.set(code, (wanted.get(code) ?? 0) + quantity);

  const pieces: Pieces[] = [];
  for (const { code, onHand, reserved } of stock) {
    const quantity = wanted.get(code) ?? 0;
    if (quantity > onHand - reserved) return { ok: false, reason: "out-of-stock" };
    if (quantity > 0) pieces.push({ code, quantity });
  }
  return { ok: true, pieces };
}
