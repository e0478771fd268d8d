/** Every metric of the system. A dimension has few values and is never an id. */
export const metrics = {
  OrderPlaced: { unit: "Count" },
  OrderReplayed: { unit: "Count" },
  OrderCancelled: { unit: "Count" },
  OrderReturned: { unit: "Count" },
  OrderAccepted: { unit: "Count" },
  OrderFulfilled: { unit: "Count" },
  OrderNotFulfilled: { unit: "Count" },
  /** A person has to correct stock or money: alarm on the first. */
  OrderNeedsAttention: { unit: "Count" },
  OrderCancelRequested: { unit: "Count" },
  WorkflowStarted: { unit: "Count" },
  PaymentEventAccepted: { unit: "Count" },
  PaymentEventRefused: { unit: "Count" },
  /** The order's event was published again, because its workflow did not start in time. */
  OrderRepublished: { unit: "Count" },
  /** The order failed, because its workflow never started: alarm on many. */
  OrderSwept: { unit: "Count" },
  SalesEventProjected: { unit: "Count" },
  /** Alarm on the first: the projection misses an event until it is rebuilt. */
  SalesEventRefused: { unit: "Count" },
  ImportCompleted: { unit: "Count" },
  ImportRowRejected: { unit: "Count" },
  OutboxPublished: { unit: "Count" },
  OutboxPublishFailed: { unit: "Count" },
  OutboxLagMs: { unit: "Milliseconds" },
  BatchItemFailed: { unit: "Count" },
} as const;
