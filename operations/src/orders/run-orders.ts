import { durationText } from "@stagecraft/cli/duration-text";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { maximumOrders, type OrderState } from "@stagecraft/contracts/order-status";
import type { Connection } from "../access/connection.ts";
import { mapInOrder } from "../access/map-in-order.ts";
import { stageArguments } from "../access/open-stage.ts";
import { readOrderExecutions } from "../executions/order-executions.ts";
import { callOrderStatus } from "./call-order-status.ts";
import { nextCommands } from "./next-commands.ts";
import { explain, needsExplanation, type OrderReport } from "./order-report.ts";
import { type OrdersOptions, stuckRule } from "./orders-options.ts";
import { printOrders } from "./print-orders.ts";

/** The output of the command, and its exit code. */
export type OrdersResult = { readonly text: string; readonly exitCode: ExitCode };

/** Finds orders and explains them. */
export async function runOrders(
  options: OrdersOptions,
  { lambda, sfn, accountId }: Connection,
): Promise<OrdersResult> {
  const { stage, which, json } = options;
  const { at, orders: found, isMore } = await callOrderStatus(lambda, stage, which);
  const nowMs = Date.parse(at);
  const orders = await mapInOrder(found, async (order: OrderState): Promise<OrderReport> => {
    const executions = needsExplanation(order)
      ? await readOrderExecutions(sfn, { accountId, stage }, order.id)
      : [];
    const explained = explain(executions, nowMs);
    return { ...order, ...explained, next: nextCommands(order, explained, options) };
  });
  const exitCode = "orderId" in which && orders.length === 0 ? 1 : 0;
  if (json) return { text: JSON.stringify({ stage, at, orders, isMore }, null, 2), exitCode };
  const paragraphs = [
    orders.length === 0 ? nothingFound(options) : printOrders(orders, nowMs),
    ...(isMore ? ["There are more orders: --limit N shows up to N."] : []),
    ...("find" in which && which.find === "stuck" ? await failedToo(options, lambda) : []),
  ];
  return { text: paragraphs.join("\n\n"), exitCode };
}

/** Orders that have failed are not stuck, and who looks for trouble must hear of them. */
async function failedToo(
  options: OrdersOptions,
  lambda: Connection["lambda"],
): Promise<readonly string[]> {
  const { stage } = options;
  const call = { find: "failed", limit: maximumOrders } as const;
  const { at, orders, isMore } = await callOrderStatus(lambda, stage, call);
  const [last] = orders;
  if (!last) return [];
  const many = isMore ? `More than ${maximumOrders} orders have` : `${orders.length} orders have`;
  const since = durationText(Math.max(0, Date.parse(at) - Date.parse(last.changedAt)));
  return [
    `${orders.length === 1 ? "1 order has" : many} failed, the last ${since} ago: npm run orders -- --failed${stageArguments(options)}`,
  ];
}

function nothingFound({ which, stage }: OrdersOptions): string {
  if ("orderId" in which) return `There is no order ${which.orderId} on the stage ${stage}.`;
  switch (which.find) {
    case "stuck":
      return `No order is stuck: none is ${stuckRule}.`;
    case "failed":
      return "No order has failed.";
    case "recent":
      return "There are no orders yet.";
  }
}
