import type { OrderLine } from "./order.ts";

/** Pieces of a product. */
export type Pieces = { readonly code: string; readonly quantity: number };

/** The stock of a product: `reserved` of the pieces `onHand` are reserved for orders. */
export type Stock = { readonly code: string; readonly onHand: number; readonly reserved: number };

export type StockReservation =
  | { readonly ok: true; readonly pieces: readonly Pieces[] }
  | { readonly ok: false; readonly reason: "out-of-stock" };

/**
 * The pieces to reserve for the lines; none when one product has too few. A code without stock, such as postage, needs no
 * reservation.
 */
export function reserveStock(
  lines: readonly Pick<OrderLine, "code" | "quantity">[],
  stock: readonly Stock[],
): StockReservation {
  const needed = new Map<string, number>();
  for (const { code, quantity } of lines) needed.set(code, (needed.get(code) ?? 0) + quantity);

  const pieces: Pieces[] = [];
  for (const { code, onHand, reserved } of stock) {
    const quantity = needed.get(code) ?? 0;
    if (quantity > onHand - reserved) return { ok: false, reason: "out-of-stock" };
    if (quantity > 0) pieces.push({ code, quantity });
  }
  return { ok: true, pieces };
}
