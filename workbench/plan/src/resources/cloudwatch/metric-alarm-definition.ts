import type { AlarmActions } from "./alarm-actions.ts";

/** How an alarm compares the metric with a band. */
export const bandOperators = [
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
] as const;

/**
 * How an alarm compares the metric with its threshold or a band.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const comparisonOperators = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  ...bandOperators,
] as const;

export type ComparisonOperator = (typeof comparisonOperators)[number];

/** How an alarm treats missing data points. AWS's default is `missing`. */
export const missingDataTreatments = ["missing", "notBreaching", "breaching", "ignore"] as const;

export type MissingDataTreatment = (typeof missingDataTreatments)[number];

/** One statistic of one metric. */
export type AlarmMetric = {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly periodSeconds: number;
  /** `Sum`, or a percentile such as `p99`. */
  readonly statistic: string;
  readonly unit?: string;
};

/** One of the queries of an alarm on metric math: a metric or an expression. */
export type AlarmQuery = {
  readonly id: string;
  readonly label?: string;
  /** The account of its metrics; absent for the alarm's own. */
  readonly accountId?: string;
  /** Whether the alarm watches this one. */
  readonly returnData: boolean;
} & (
  | { readonly kind: "metric"; readonly metric: AlarmMetric }
  | { readonly kind: "expression"; readonly expression: string; readonly periodSeconds?: number }
);

/** A CloudWatch metric alarm as the Plan has it. */
export type MetricAlarmDefinition = AlarmActions & {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly comparisonOperator: ComparisonOperator;
  /** N of "M out of N". */
  readonly evaluationPeriods: number;
  /** M of "M out of N". Without it, all evaluation periods. */
  readonly datapointsToAlarm?: number;
  /** Absent for an alarm on a band. */
  readonly threshold?: number;
  /** The id of the query with the band. */
  readonly thresholdMetricId?: string;
  readonly treatMissingData: MissingDataTreatment;
  /** Whether a percentile of too few samples is evaluated. */
  readonly lowSampleCountPercentiles: "evaluate" | "ignore";
  readonly watched:
    | { readonly kind: "metric"; readonly metric: AlarmMetric }
    | { readonly kind: "queries"; readonly queries: readonly AlarmQuery[] };
};
