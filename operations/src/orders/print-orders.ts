import { durationText } from "@stagecraft/cli/duration-text";
import { formatMoney } from "@stagecraft/contracts/money";
import type { OrderReport } from "./order-report.ts";

/** A paragraph for each order: what, since when, in which step, why, and what to type next. */
export function printOrders(orders: readonly OrderReport[], nowMs: number): string {
  return orders.map((order) => printOrder(order, nowMs)).join("\n\n");
}

function printOrder(order: OrderReport, nowMs: number): string {
  const { id, status, changedAt, placedAt, totalMinor, currency, steps, next } = order;
  const since = (time: string) => durationText(Math.max(0, nowMs - Date.parse(time)));
  const facts = [
    `${status} for ${since(changedAt)}`,
    `${formatMoney({ minor: totalMinor, currency })} ${currency}`,
    `placed ${since(placedAt)} ago`,
    ...(order.cancelRequested ? ["cancellation requested"] : []),
  ];
  return [
    `${id}  ${facts.join(", ")}`,
    ...steps.map(({ state, text }) => `  step  ${state} ${text}`),
    ...executionText(order),
    ...Object.entries(order.unpublished).map(
      ([destination, events]) => `  outbox  ${events} not published to ${destination}`,
    ),
    ...next.map((command) => `  next  ${command}`),
  ].join("\n");
}

/** What the steps do not say. */
function executionText({ status, execution, steps }: OrderReport): readonly string[] {
  if (execution) {
    const hasFailed = !["RUNNING", "SUCCEEDED"].includes(execution.status);
    return hasFailed ? [`  step  the execution ended: ${execution.status}`] : [];
  }
  const mayStart = status === "placed" || status === "accepted";
  return mayStart && steps.length === 0 ? ["  step  its workflow has not started"] : [];
}
