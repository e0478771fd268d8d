import { outboxRelay } from "@stagecraft/contracts/contracts/outbox-relay";
import { seconds } from "@stagecraft/contracts/seconds";
import type { Drill } from "../drill.ts";
import type { DrillStage } from "../drill-stage.ts";

const hourMs = 60 * 60_000;

const stateMachineArn = (stage: DrillStage) => stage.machineNamed("OrderWorkflow").arn;

/** Places an order whose payment never ends, and waits until its workflow waits for that. */
async function placeUnanswered(stage: DrillStage): Promise<void> {
  stage.provider.answers = false;
  const orderId = await stage.place();
  await stage.scenario.waitUntil(
    async () => (await stage.scenario.statusOf(orderId)) === "accepted",
  );
}

/** Stops every execution, as a person would. */
async function stopExecutions(stage: DrillStage): Promise<void> {
  const { executions } = await stage.call<{ executions: { executionArn: string }[] }>(
    "states",
    "ListExecutions",
    { stateMachineArn: stateMachineArn(stage), statusFilter: "RUNNING" },
  );
  for (const { executionArn } of executions) {
    await stage.call("states", "StopExecution", { executionArn, error: "stopped by hand" });
  }
}

const failedWorkflow: Drill = {
  name: "workflow-fails",
  runbook: "stuck-workflow",
  how: "caused",
  fires: () => ["OrderWorkflowFailed", "OrderWorkflowAborted"],
  explains: (alarm) => alarm.startsWith("Order"),
  withinMinutes: 5,
  async cause(stage) {
    // Without an order's id.
    await stage.call("states", "StartExecution", {
      stateMachineArn: stateMachineArn(stage),
      input: "{}",
    });
    await placeUnanswered(stage);
    await stopExecutions(stage);
  },
};

const needsAttention: Drill = {
  name: "order-needs-attention",
  runbook: "order-needs-attention",
  how: "caused",
  fires: () => ["OrderNeedsAttention"],
  explains: (alarm) => alarm.startsWith("Order"),
  withinMinutes: 15,
  async cause(stage) {
    await placeUnanswered(stage);
    await stopExecutions(stage);
    stage.jump(12.5 * hourMs);
  },
};

const timedOutWorkflow: Drill = {
  name: "workflow-times-out",
  runbook: "stuck-workflow",
  how: "caused",
  fires: () => ["OrderWorkflowTimedOut"],
  explains: (alarm) => alarm.startsWith("Order"),
  withinMinutes: 15,
  async cause(stage) {
    await placeUnanswered(stage);
    stage.jump(4.5 * hourMs);
  },
};

const failedOrder: Drill = {
  name: "orders-fail",
  runbook: "stuck-workflow",
  how: "caused",
  fires: () => ["OrderFailed"],
  explains: (alarm) => alarm.startsWith("ReserveStock"),
  withinMinutes: 60,
  async cause(stage) {
    stage.fault({ kind: "killed", function: "ReserveStock", share: 1, withinMs: 0 });
    await stage.place();
  },
};

const paymentTimedOut: Drill = {
  name: "provider-does-not-say",
  runbook: "provider-down",
  how: "caused",
  fires: () => ["OrderPaymentTimedOut"],
  withinMinutes: 60,
  async cause(stage) {
    stage.provider.answers = false;
    await stage.place();
  },
};

const providerDown: Drill = {
  name: "provider-is-down",
  runbook: "provider-down",
  how: "caused",
  fires: () => ["ChargePaymentErrors", "RefundPaymentErrors"],
  explains: (alarm) => /^(ChargePayment|RefundPayment)/.test(alarm),
  withinMinutes: 10,
  async cause(stage) {
    stage.provider.isDown = true;
    await stage.place();
  },
  async eachMinute(stage) {
    const task = { orderId: stage.lastOrder(), retryCount: 0 };
    await stage.invoke("RefundPayment", task);
    await stage.invoke("ChargePayment", task);
  },
  async fix(stage) {
    await stage.scenario.settle();
  },
};

const swept: Drill = {
  name: "orders-are-not-accepted",
  runbook: "queue-backlog",
  how: "caused",
  fires: () => ["OrderSwept"],
  explains: (alarm) => /^(Orders|OrderPipeline)/.test(alarm),
  withinMinutes: 30,
  async cause(stage) {
    stage.fault({ kind: "invocation-throttled", function: "OrderPipeline", share: 1 });
    await stage.place();
    stage.jump(6.5 * hourMs);
  },
  discards: ["Orders", "OrdersDeadLetters"],
};

const outboxLag: Drill = {
  name: "relay-does-not-run",
  runbook: "outbox-lag",
  how: "caused",
  fires: () => ["OutboxLag"],
  explains: (alarm) => alarm.startsWith("OutboxRelay"),
  withinMinutes: 15,
  async cause(stage) {
    stage.fault({ kind: "invocation-throttled", function: "OutboxRelay", share: 1 });
  },
  async fix(stage) {
    // The events that were throttled are tried again until they are too old, and would be old ones in the next drill.
    await stage.pass(outboxRelay.via.maximumAgeSeconds / seconds.minute);
  },
  discards: ["OutboxRelayFailures"],
};

export const orders: readonly Drill[] = [
  failedWorkflow,
  needsAttention,
  timedOutWorkflow,
  failedOrder,
  paymentTimedOut,
  providerDown,
  swept,
  outboxLag,
];
