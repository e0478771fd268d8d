import type { OrderId } from "@stagecraft/contracts/ids";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";

const anyOrderId = /ord_[0-7][0-9A-HJKMNP-TV-Z]{25}/g;
const shownOrders = 3;

/** Explains that no log, or not the log of this function, has lines of the order, and names orders that have. */
export function orderNotFound(
  order: OrderId,
  lines: readonly LogLine[],
  scope: { readonly stateDirectory: string; readonly functionName?: string | undefined },
): {
  readonly reason: string;
  /** Whether such lines may still come: another function has logged the order. */
  readonly mayAppear: boolean;
} {
  const { stateDirectory, functionName } = scope;
  const others = new Set(
    lines.filter(({ line }) => line.includes(order)).map((line) => line.functionName),
  );
  if (functionName && others.size > 0) {
    const reason = `${functionName} has not logged ${order}. Functions that have: ${[...others].toSorted().join(", ")}.`;
    return { reason, mayAppear: true };
  }
  const known = [...new Set(lines.flatMap(({ line }) => line.match(anyOrderId) ?? []))];
  const latest = known.toSorted().slice(-shownOrders).toReversed();
  const reason = [
    `No function has logged the order ${order} in ${stateDirectory}.`,
    latest.length > 0
      ? `  The latest of the ${known.length} orders in the logs: ${latest.join(", ")}.`
      : "  There are no orders in the logs yet. npm start places some.",
    "  GET /orders lists a customer's orders, and the table orders has all. npm start prints a curl and a psql command for them.",
  ].join("\n");
  return { reason, mayAppear: false };
}
