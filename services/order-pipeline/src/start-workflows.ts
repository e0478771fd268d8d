import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import { Fault } from "@stagecraft/contracts/fault";
import type { FailedItem, QueueItem } from "@stagecraft/lambda/queue-batch";
import type { Metrics } from "@stagecraft/lambda/telemetry";
import type { OrderWorkflow } from "./order-workflow.ts";

/** Starts the workflow of each placed order; one that cannot be started fails alone. */
export async function startWorkflows(
  items: readonly QueueItem<OrderPlaced>[],
  { workflow, metrics }: { workflow: OrderWorkflow; metrics: Metrics },
): Promise<FailedItem[]> {
  const starts = items.map(async ({ messageId, value }): Promise<FailedItem[]> => {
    const { orderId, version } = value.data;
    try {
      const { isFirst } = await workflow.start({ orderId, version });
      if (isFirst) metrics.add("WorkflowStarted");
      return [];
    } catch (thrown) {
      return [{ messageId, reason: thrown instanceof Fault ? thrown.code : "internal" }];
    }
  });
  return (await Promise.all(starts)).flat();
}
