import type { OrderState } from "@stagecraft/contracts/order-status";
import { type StageOptions, stageArguments } from "../access/open-stage.ts";
import { isFailedStatus } from "../executions/failed-statuses.ts";
import type { OrderReport } from "./order-report.ts";

/** The outbox's names of its destinations: packages/database/src/outbox/outbox-events.ts. */
const queueDestination = "orders-queue";

/** Functions and queues on an order's path, by their names in infra/. */
const relay = "OutboxRelay";
const relayFailures = "OutboxRelayFailures";
const placedDeadLetters = "OrdersDeadLetters";

/** The commands that lead from an order to its cause, the most useful one first. An order's trace has the errors of every function. */
export function nextCommands(
  order: OrderState,
  { execution }: Pick<OrderReport, "execution">,
  options: StageOptions,
): readonly string[] {
  const where = stageArguments(options);
  const trace = `npm run trace -- ${order.id}${where}`;
  if (order.status === "fulfilled") return [trace];
  if (execution) {
    return [
      `npm run executions -- show ${order.id}${where}`,
      ...(isFailedStatus(execution.status)
        ? [`npm run dlq -- show ${execution.name}${where}`]
        : []),
      trace,
    ];
  }
  if (order.unpublished[queueDestination] !== undefined) {
    return [
      `npm run dlq -- list --source ${relayFailures}${where}`,
      `npm run logs -- ${relay} --once${where}`,
    ];
  }
  // The message is there only after its last delivery.
  return [
    trace,
    `npm run dlq -- show --source ${placedDeadLetters} --contains ${order.id}${where}`,
  ];
}
