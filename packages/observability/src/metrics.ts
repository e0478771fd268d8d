import { Metrics as Powertools } from "@aws-lambda-powertools/metrics";

/** Every metric of the system. A dimension has few values and is never an id. */
const declared = {
  OrderPlaced: { unit: "Count" },
  OrderReplayed: { unit: "Count" },
  OrderCancelled: { unit: "Count" },
  OrderReturned: { unit: "Count" },
  OrderAccepted: { unit: "Count" },
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
