import type { OrderId } from "@stagecraft/contracts/ids";
import { orderLines } from "../logs/order-lines.ts";
import type { Sources } from "./open-sources.ts";
import { orderSpans } from "./order-spans.ts";
import { type OrderTrace, orderTrace } from "./order-trace.ts";

/** The trace of an order; undefined when nothing is known of it. */
export async function readTrace(
  order: OrderId,
  { spans, logs }: Pick<Sources, "spans" | "logs">,
): Promise<OrderTrace | undefined> {
  const [found, lines] = await Promise.all([orderSpans(order, spans), orderLines(order, logs)]);
  return found.length + lines.length > 0 ? orderTrace(order, found, lines) : undefined;
}
