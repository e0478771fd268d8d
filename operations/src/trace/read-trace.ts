import type { Sources } from "./open-sources.ts";
import { orderSpans } from "./order-spans.ts";
import { type OrderTrace, orderTrace } from "./order-trace.ts";

/** The trace of an order; undefined when nothing is known of it. */
export async function readTrace(
  order: string,
  { spans, logs }: Pick<Sources, "spans" | "logs">,
): Promise<OrderTrace | undefined> {
  const [found, lines] = await Promise.all([orderSpans(order, spans), logs.linesOf(order)]);
  return found.length + lines.length > 0 ? orderTrace(order, found, lines) : undefined;
}
