import type { ParseArgsOptionsConfig } from "node:util";
import { durationText } from "@stagecraft/cli/duration-text";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import type { OrderId } from "@stagecraft/contracts/ids";
import { maximumOrders, OrderSelection, troubleStatuses } from "@stagecraft/contracts/order-status";
import { stuckAfterMs } from "@stagecraft/contracts/stuck-after";
import {
  readStageOptions,
  type StageOptions,
  stageOptions,
  stageOptionsHelp,
} from "../access/open-stage.ts";
import { readOrderId } from "../access/read-order-id.ts";

/** The command line of `npm run orders`. */
export type OrdersOptions = StageOptions & {
  readonly json: boolean;
  readonly which:
    | { readonly find: OrderSelection; readonly limit: number }
    | { readonly orderId: OrderId };
};

/** When an order is stuck, in words. */
export const stuckRule = `placed for more than ${durationText(stuckAfterMs.placed)}, or accepted for more than ${durationText(stuckAfterMs.accepted)}`;

export const ordersHelp = `npm run orders -- [--stuck | --failed | --recent | ORDER] [options]

  Says which orders are in trouble, since when, in which step, with which error, and what to type next. It names no customer.

  --stuck         orders that are ${stuckRule} (the default)
  --failed        orders that ended as ${troubleStatuses.join(", ")}, the latest first
  --recent        the latest orders, whatever their status
  ORDER           this order: ord_ and 26 characters
  --limit N       at most N orders (default: 20, at most ${maximumOrders})
${stageOptionsHelp}
  --json          print JSON

  On AWS your credentials need lambda:InvokeFunction on the function OrderStatus, and states:DescribeExecution and
  states:GetExecutionHistory on executions of OrderWorkflow.
  Exit 0 done, also when no order was found; 1 there is no order ORDER; 2 wrong usage.`;

/** Its options for `parseArgs`. */
export const ordersOptions = {
  ...stageOptions,
  stuck: { type: "boolean", default: false },
  failed: { type: "boolean", default: false },
  recent: { type: "boolean", default: false },
  limit: { type: "string", default: "20" },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming what is wrong. */
export function readOrdersOptions({
  values,
  positionals,
}: Given<typeof ordersOptions>): OrdersOptions {
  const shared = { ...readStageOptions(values), json: values.json };
  const limit = wholeNumber("--limit", values.limit, 1, maximumOrders);
  const selected = OrderSelection.options.filter((find) => values[find]);
  if (selected.length + positionals.length > 1) {
    const given = [...selected.map((find) => `--${find}`), ...positionals].join(" ");
    throw new UsageError(`Say one of --stuck, --failed, --recent or an order, not "${given}".`);
  }
  const [text] = positionals;
  if (text === undefined) return { ...shared, which: { find: selected[0] ?? "stuck", limit } };
  return { ...shared, which: { orderId: readOrderId(text) } };
}
