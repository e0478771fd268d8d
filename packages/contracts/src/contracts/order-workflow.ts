import type { Contract, Idempotency, TaskVia, WorkflowVia } from "../contract.ts";
import { keptSeconds } from "../kept-seconds.ts";
import {
  ChargeTask,
  FailTask,
  OrderTask,
  WorkflowInput,
  workflowErrors,
} from "../order-workflow.ts";
import { plainPayload } from "../payload.ts";
import { seconds } from "../seconds.ts";

const machine = "OrderWorkflow";

/** How long ChargePayment waits for the provider's event before it calls the provider again. */
export const paymentHeartbeatSeconds = 5 * seconds.minute;

/** Failed executions can be read for 90 days, and their orders are in the database. */
const deadLetters = {
  source: machine,
  retentionSeconds: keptSeconds.executionName,
  owner: "orders team, on call",
  remedy:
    "Read the execution's history (npm run executions -- show). The relay gives the order the status needs-attention after 12 hours: correct stock and money by hand, or redrive the execution.",
} as const;

export const orderWorkflow: Contract<WorkflowVia> = {
  name: "order-workflow",
  summary: "The start of an order's workflow, with the order's id as the execution's name",
  owner: "orders team",
  via: { kind: "workflow", machine, timeoutSeconds: 4 * seconds.hour },
  payload: plainPayload("order-workflow-input", WorkflowInput),
  producers: [{ inside: "OrderPipeline" }],
  consumer: { inside: machine },
  idempotency: {
    by: "record",
    key: "the order's id",
    where: "the execution's name",
    keptSeconds: keptSeconds.executionName,
  },
  ordering: "Not needed: an order has one execution.",
  poison: "An input without an order id fails the execution",
  deadLetters,
  latency: {
    p95Ms: 10_000,
    p99Ms: 60_000,
    measured: "from the start to the order's final status, without the provider's time",
  },
};

const orderTask = plainPayload("order-task", OrderTask);
const orderRow = inTransaction("the order's state", "the order's row in Postgres");
const orderRowAndStock = inTransaction(
  "the order's state",
  "the order's row in Postgres, with the stock",
);

/** The task states of the workflow, in their order. */
export const orderTasks: readonly Contract<TaskVia>[] = [
  task("ReserveStock", orderRowAndStock),
  {
    ...task("ChargePayment", atProvider("the order's id", "which charges a reference once")),
    payload: plainPayload("charge-task", ChargeTask),
    via: {
      kind: "task",
      machine,
      state: "ChargePayment",
      timeoutSeconds: 15 * seconds.minute,
      heartbeatSeconds: paymentHeartbeatSeconds,
    },
    latency: {
      p95Ms: 1_000,
      p99Ms: 5_000,
      measured: "of the call, without the provider's time",
    },
  },
  task("CompleteOrder", orderRowAndStock),
  task("StopOrder", orderRow),
  task("RefundPayment", atProvider("the order's charge", "which closes a reference once")),
  task(
    "ReleaseStock",
    inTransaction("the order", "its reservations in Postgres, each of which is released once"),
  ),
  { ...task("FailOrder", orderRow), payload: plainPayload("fail-task", FailTask) },
];

function task(state: string, idempotency: Idempotency): Contract<TaskVia> {
  return {
    name: `order-workflow/${state}`,
    summary: `The workflow's call of ${state}`,
    owner: "orders team",
    via: { kind: "task", machine, state, timeoutSeconds: 30 },
    payload: orderTask,
    producers: [{ inside: machine }],
    consumer: { inside: state },
    idempotency,
    ordering: "By the workflow.",
    poison: `An invalid input fails the task with ${workflowErrors.permanent}, which the workflow compensates`,
    deadLetters,
    latency: { p95Ms: 500, p99Ms: 2_000, measured: "of the call" },
  };
}

function inTransaction(key: string, where: string): Idempotency {
  return { by: "transaction", key, where };
}

function atProvider(key: string, why: string): Idempotency {
  return { by: "record", key, where: `the provider, ${why}`, keptSeconds: "for ever" };
}
