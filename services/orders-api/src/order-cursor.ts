import { createHash } from "node:crypto";
import { OrderId } from "@stagecraft/contracts/ids";
import type { OrderStatus } from "@stagecraft/contracts/order";

/** The list that a cursor belongs to. */
export type ListedOrders = {
  readonly customerId: string;
  readonly status?: OrderStatus | undefined;
};

/** A cursor that continues the list after that order. */
export function writeCursor(id: OrderId, list: ListedOrders): string {
  return Buffer.from(`${id}.${checksum(id, list)}`).toString("base64url");
}

/** The order after which the cursor continues; null when the cursor is invalid or belongs to another list. */
export function readCursor(cursor: string, list: ListedOrders): OrderId | null {
  const [id, found] = Buffer.from(cursor, "base64url").toString().split(".");
  const parsed = OrderId.safeParse(id);
  return parsed.success && found === checksum(parsed.data, list) ? parsed.data : null;
}

/** Detects mistakes. It protects no secret, because every query names its customer anyway. */
function checksum(id: OrderId, { customerId, status }: ListedOrders): string {
  const text = JSON.stringify([id, customerId, status ?? null]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}
