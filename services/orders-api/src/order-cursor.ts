import { createHash } from "node:crypto";
import { OrderId } from "@stagecraft/contracts/ids";
import type { OrderStatus } from "@stagecraft/contracts/order";

/** The list that a cursor belongs to. */
export type ListedOrders = {
  readonly customerId: string;
  readonly status?: OrderStatus | undefined;
};

/** A cursor behind that order. It fits this list only. */
export function writeCursor(id: OrderId, list: ListedOrders): string {
  return Buffer.from(`${id}.${seal(id, list)}`).toString("base64url");
}

/** The order that the cursor stands behind; null when it is garbled or of another list. */
export function readCursor(cursor: string, list: ListedOrders): OrderId | null {
  const [id, found] = Buffer.from(cursor, "base64url").toString().split(".");
  const parsed = OrderId.safeParse(id);
  return parsed.success && found === seal(parsed.data, list) ? parsed.data : null;
}

/** Finds mistakes; it keeps no secret, for every query names its customer anyway. */
function seal(id: OrderId, { customerId, status }: ListedOrders): string {
  const text = JSON.stringify([id, customerId, status ?? null]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}
