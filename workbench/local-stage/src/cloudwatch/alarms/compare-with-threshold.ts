import type { ComparisonOperator } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";

/** A threshold, or the lower and upper one of a band. */
export type Threshold = number | { readonly lower: number; readonly upper: number };

type Comparison = {
  readonly isBreaching: (value: number, lower: number, upper: number) => boolean;
  /** CloudWatch's words: `greater than the threshold (3.0)`. */
  readonly words: string;
};

/**
 * What each operator compares. A single threshold is both the lower and the upper one.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const comparisons: { readonly [operator in ComparisonOperator]: Comparison } = {
  GreaterThanOrEqualToThreshold: {
    isBreaching: (value, threshold) => value >= threshold,
    words: "greater than or equal to",
  },
  GreaterThanThreshold: {
    isBreaching: (value, threshold) => value > threshold,
    words: "greater than",
  },
  LessThanThreshold: { isBreaching: (value, threshold) => value < threshold, words: "less than" },
  LessThanOrEqualToThreshold: {
    isBreaching: (value, threshold) => value <= threshold,
    words: "less than or equal to",
  },
  LessThanLowerOrGreaterThanUpperThreshold: {
    isBreaching: (value, lower, upper) => value < lower || value > upper,
    words: "",
  },
  LessThanLowerThreshold: { isBreaching: (value, lower) => value < lower, words: "" },
  GreaterThanUpperThreshold: {
    isBreaching: (value, _lower, upper) => value > upper,
    words: "",
  },
};

/** Whether a value is outside of what the alarm allows. */
export function isBreaching(
  operator: ComparisonOperator,
  value: number,
  threshold: Threshold,
): boolean {
  const { lower, upper } =
    typeof threshold === "number" ? { lower: threshold, upper: threshold } : threshold;
  return comparisons[operator].isBreaching(value, lower, upper);
}

/** CloudWatch's words for a comparison with one threshold; empty for one with a band. */
export function comparisonWords(operator: ComparisonOperator): string {
  return comparisons[operator].words;
}
