import { type MetricUnit, Metrics as Powertools } from "@aws-lambda-powertools/metrics";

type Unit = (typeof MetricUnit)[keyof typeof MetricUnit];

/** The metrics of a system by name. */
export type MetricDeclarations<Name extends string> = {
  readonly [name in Name]: {
    readonly unit: Unit;
    /** A dimension beside `service`. */
    readonly dimension?: string;
  };
};

/** Adds to metrics; the values are written when the unit of work ends. */
export type Metrics<Name extends string> = {
  /** `dimensionValue` is for a metric with a dimension of its own. */
  add(name: Name, value?: number, dimensionValue?: string): void;
  flush(): void;
};

/**
 * Metrics in CloudWatch's embedded metric format with the dimension `service`. Namespace and service come from Powertools'
 * environment variables.
 */
export function createMetrics<Name extends string>(
  declared: MetricDeclarations<Name>,
  powertools = new Powertools(),
): Metrics<Name> {
  return {
    add(name, value = 1, dimensionValue) {
      const { unit, dimension } = declared[name];
      if (dimension === undefined) powertools.addMetric(name, unit, value);
      else
        powertools
          .singleMetric()
          .addDimension(dimension, dimensionValue ?? "unknown")
          .addMetric(name, unit, value);
    },
    flush: () => {
      if (powertools.hasStoredMetrics()) powertools.publishStoredMetrics();
    },
  };
}
