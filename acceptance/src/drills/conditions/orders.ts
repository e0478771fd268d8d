import type { Order } from "@stagecraft/contracts/order";
import type { Drill } from "../drill.ts";
import type { DrillStage } from "../drill-stage.ts";

const hourMs = 60 * 60_000;

/** The order that the last drill is about. */
let orderId: Order["id"];
const ofOrder = () => ({ ORDER: orderId, EXECUTION: orderId });

const machineArn = (stage: DrillStage) => stage.machineNamed("OrderWorkflow").arn;

async function place(stage: DrillStage): Promise<void> {
  orderId = await stage.scenario.place();
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
    const stateMachineArn = machineArn(stage);
    await stage.call("states", "StartExecution", { stateMachineArn, input: "{}" });
    stage.provider.answers = false;
    await place(stage);
    await stage.scenario.waitUntil(
      async () => (await stage.scenario.statusOf(orderId)) === "accepted",
    );
    const { executions } = await stage.call<{ executions: { executionArn: string }[] }>(
      "states",
      "ListExecutions",
      { stateMachineArn, statusFilter: "RUNNING" },
    );
    for (const { executionArn } of executions) {
      await stage.call("states", "StopExecution", { executionArn, error: "stopped by hand" });
    }
  },
  async fix(stage) {
    stage.provider.answers = true;
  },
  placeholders: ofOrder,
};

const needsAttention: Drill = {
  name: "order-needs-attention",
  runbook: "order-needs-attention",
  how: "caused",
  fires: () => ["OrderNeedsAttention"],
  explains: (alarm) => alarm.startsWith("Order") || alarm === "OutboxLag",
  withinMinutes: 15,
  async cause(stage) {
    // The order of the stopped execution.
    stage.jump(12.5 * hourMs);
  },
  placeholders: ofOrder,
};

const timedOutWorkflow: Drill = {
  name: "workflow-times-out",
  runbook: "stuck-workflow",
  how: "caused",
  fires: () => ["OrderWorkflowTimedOut"],
  explains: (alarm) => alarm.startsWith("Order") || alarm === "OutboxLag",
  withinMinutes: 15,
  async cause(stage) {
    stage.provider.answers = false;
    await place(stage);
    await stage.scenario.waitUntil(
      async () => (await stage.scenario.statusOf(orderId)) === "accepted",
    );
    stage.jump(4.5 * hourMs);
  },
  async fix(stage) {
    stage.provider.answers = true;
  },
  placeholders: ofOrder,
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
    await place(stage);
  },
  placeholders: ofOrder,
};

const paymentTimedOut: Drill = {
  name: "provider-does-not-say",
  runbook: "provider-down",
  how: "caused",
  fires: () => ["OrderPaymentTimedOut"],
  withinMinutes: 60,
  async cause(stage) {
    stage.provider.answers = false;
    await place(stage);
  },
  async fix(stage) {
    stage.provider.answers = true;
  },
  placeholders: ofOrder,
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
    await place(stage);
  },
  async eachMinute(stage) {
    await stage.invoke("RefundPayment", { orderId, retryCount: 0 });
    await stage.invoke("ChargePayment", { orderId, retryCount: 0 });
  },
  async fix(stage) {
    stage.provider.isDown = false;
    await stage.scenario.settle();
  },
  placeholders: ofOrder,
};

const swept: Drill = {
  name: "orders-are-not-accepted",
  runbook: "queue-backlog",
  how: "caused",
  fires: () => ["OrderSwept"],
  explains: (alarm) => /^(Orders|OrderPipeline)/.test(alarm) || alarm === "OutboxLag",
  withinMinutes: 30,
  async cause(stage) {
    stage.fault({ kind: "invocation-throttled", function: "OrderPipeline", share: 1 });
    await place(stage);
    stage.jump(6.5 * hourMs);
  },
  discards: ["Orders", "OrdersDeadLetters"],
  placeholders: ofOrder,
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
