/** What the Plan does not say about the path of an order (AGENTS.md describes it). */
export const orderFlow = {
  placeRoute: "POST /orders",
  webhookRoute: "POST /webhooks/payments",
  queue: "Orders",
  workflow: "OrderWorkflow",
  relaySchedule: "RelayOutbox",
  stream: "OrderChanges",
  /** The tasks of the workflow after which an order has another status. */
  changingTasks: ["ReserveStock", "CompleteOrder"],
  /** The task that ends with an event of the payments provider, which comes through the webhook. */
  chargingTask: "ChargePayment",
  /** An order change as a record: about 600 bytes of JSON, rounded up. An assumption. */
  recordBytes: 700,
  /** A run of the relay, as in services/outbox-relay/src/relay-outbox.ts: events of a round, and the time that it leaves unused. */
  relay: { roundEvents: 100, unusedSeconds: 15 },
  /** Connections of an execution environment, as in packages/database/src/connection.ts. */
  connectionsEach: 1,
} as const;

/** Changes of an order that is fulfilled: placed, and after each of those tasks. */
export const changesOfAnOrder = 1 + orderFlow.changingTasks.length;
