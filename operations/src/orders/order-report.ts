import type { OrderState } from "@stagecraft/contracts/order-status";
import type { ExecutionHistory } from "../executions/execution-history.ts";
import { type Trouble, troublesOf } from "../executions/troubles-of.ts";

/** An order with what its workflow says about it. */
export type OrderReport = OrderState & {
  /** The status of its latest execution; absent: none has started, or it was not read. */
  readonly execution?: { readonly name: string; readonly status: string };
  /** The states in which its latest execution failed, or is now. */
  readonly steps: readonly Trouble[];
  /** The commands to type next. */
  readonly next: readonly string[];
};

/** Whether the execution of an order is worth reading: a fulfilled order has nothing to explain. */
export const needsExplanation = ({ status }: OrderState) => status !== "fulfilled";

/** What an order's latest execution says about it. */
export function explain(
  executions: readonly ExecutionHistory[],
  nowMs: number,
): Pick<OrderReport, "execution" | "steps"> {
  const last = executions.at(-1);
  if (!last) return { steps: [] };
  const { name, status } = last;
  return { execution: { name, status }, steps: troublesOf(last, nowMs) };
}
