import { durationText } from "@stagecraft/cli/duration-text";
import { formatMoney } from "@stagecraft/contracts/money";
import { stuckAfterMs } from "@stagecraft/contracts/stuck-after";
import { nextLines } from "../access/next-lines.ts";
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
    ...outboxText(order, nowMs),
    ...nextLines(next),
  ].join("\n");
}

/** The relay publishes within the time that a placed order may take; until then nothing is wrong. */
function outboxText({ unpublished, changedAt }: OrderReport, nowMs: number): readonly string[] {
  if (nowMs - Date.parse(changedAt) < stuckAfterMs.placed) return [];
  return Object.entries(unpublished).map(
    ([destination, events]) => `  outbox  ${events} not published to ${destination}`,
  );
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
