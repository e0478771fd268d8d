import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import type { ItemOutcome } from "@stagecraft/lambda/batch";
import type { Metrics } from "@stagecraft/lambda/telemetry";
import { activeTraceparent } from "@stagecraft/observability/tracing/traceparent";
import type { OrderWorkflow } from "./order-workflow.ts";

/** Starts the workflow of a placed order; a repeated event starts nothing. */
export async function startWorkflow(
  { data: { orderId, version } }: OrderPlaced,
  { workflow, metrics }: { workflow: OrderWorkflow; metrics: Metrics },
): Promise<ItemOutcome> {
  const traceparent = activeTraceparent();
  const { isFirst } = await workflow.start({
    orderId,
    version,
    ...(traceparent && { traceparent }),
  });
  if (isFirst) metrics.add("WorkflowStarted");
  return { ok: true, fields: { outcome: isFirst ? "started" : "started-before" } };
}
