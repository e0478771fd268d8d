/**
 * Every metric of the system, with its unit and the dimension beside `service`, if it has one. A dimension has few values and is
 * never an id. A defect, a decline and an empty stock are different metrics, because different people act on them.
 */
export const metrics = {
  OrderPlaced: { unit: "Count" },
  OrderReplayed: { unit: "Count" },
  OrderCancelled: { unit: "Count" },
  OrderReturned: { unit: "Count" },
  OrderAccepted: { unit: "Count" },
  OrderFulfilled: { unit: "Count" },
  /** From the request to the fulfilment. */
  OrderFulfilmentMs: { unit: "Milliseconds" },
  /** The total of a fulfilled order in minor units. */
  OrderRevenueMinor: { unit: "None", dimension: "currency" },
  OrderOutOfStock: { unit: "Count" },
  OrderPaymentDeclined: { unit: "Count" },
  /** The provider reported no end of the payment in time. */
  OrderPaymentTimedOut: { unit: "Count" },
  /** A step failed for good: a defect, or a dependency that did not come back. */
  OrderFailed: { unit: "Count" },
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
