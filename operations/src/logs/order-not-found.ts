import type { OrderId } from "@stagecraft/contracts/ids";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";

const anyOrderId = /ord_[0-7][0-9A-HJKMNP-TV-Z]{25}/g;
const shownOrders = 3;

/** Says that an order is in no log, or not in that of a function, and which orders are. */
export function orderNotFound(
  order: OrderId,
  lines: readonly LogLine[],
  where: { readonly stateDirectory: string; readonly functionName?: string | undefined },
): {
  readonly reason: string;
  /** Whether it makes sense to wait: the order is there, and its work may go on. */
  readonly mayCome: boolean;
} {
  const { stateDirectory, functionName } = where;
  const others = new Set(
    lines.filter(({ line }) => line.includes(order)).map((line) => line.functionName),
  );
  if (functionName && others.size > 0) {
    const reason = `${functionName} has logged nothing of ${order}. These have: ${[...others].toSorted().join(", ")}.`;
    return { reason, mayCome: true };
  }
  const known = [...new Set(lines.flatMap(({ line }) => line.match(anyOrderId) ?? []))];
  const latest = known.toSorted().slice(-shownOrders).toReversed();
  const reason = [
    `Nothing is known of the order ${order} in ${stateDirectory}: no function has logged it.`,
    latest.length > 0
      ? `  The latest of the orders in its logs (${known.length} in all): ${latest.join(", ")}.`
      : "  The logs name no order yet: npm start places some.",
    "  GET /orders lists a customer's orders, and the table orders has all: npm start prints a curl and a psql line for them.",
  ].join("\n");
  return { reason, mayCome: false };
}
