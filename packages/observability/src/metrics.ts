import { Metrics as Powertools } from "@aws-lambda-powertools/metrics";

/** Every metric of the system. A dimension has few values and is never an id. */
const declared = {
  OrderPlaced: { unit: "Count" },
  OrderReplayed: { unit: "Count" },
  OrderCancelled: { unit: "Count" },
  OrderReturned: { unit: "Count" },
  OrderAccepted: { unit: "Count" },
  OrderFulfilled: { unit: "Count" },
  OrderNotFulfilled: { unit: "Count" },
  /** A person has to: alarm on the first. */
  OrderNeedsAttention: { unit: "Count" },
  OrderCancelRequested: { unit: "Count" },
  WorkflowStarted: { unit: "Count" },
  PaymentEventAccepted: { unit: "Count" },
  PaymentEventRefused: { unit: "Count" },
  /** Its event was published again, for nothing was done for it in a long time. */
  OrderRepublished: { unit: "Count" },
  /** Nothing was done for it at all: alarm when they come in numbers. */
  OrderSwept: { unit: "Count" },
  SalesEventProjected: { unit: "Count" },
  /** Alarm on the first: the projection is behind its orders until it is rebuilt. */
  SalesEventRefused: { unit: "Count" },
  ImportCompleted: { unit: "Count" },
  ImportRowRejected: { unit: "Count" },
  OutboxPublished: { unit: "Count" },
  OutboxPublishFailed: { unit: "Count" },
  OutboxLagMs: { unit: "Milliseconds" },
  BatchItemFailed: { unit: "Count" },
} as const;

export type MetricName = keyof typeof declared;

/** Counts and measures; what was added is written when the unit of work ends. */
export type Metrics = {
  add(name: MetricName, value?: number): void;
  flush(): void;
};

/**
 * Metrics in CloudWatch's embedded format, each with the dimension `service`; namespace and
 * service come from Powertools' environment variables.
 */
export function createMetrics(powertools = new Powertools()): Metrics {
  return {
    add: (name, value = 1) => powertools.addMetric(name, declared[name].unit, value),
    flush: () => {
      if (powertools.hasStoredMetrics()) powertools.publishStoredMetrics();
    },
  };
}
