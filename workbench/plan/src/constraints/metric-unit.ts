import { enumOf } from "./constraint.ts";

const perSecond = [
  ...["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"],
  ...["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits", "Count"],
];

/** The unit of a metric: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export const metricUnit = enumOf(
  ...["Seconds", "Microseconds", "Milliseconds", "Percent", "None"],
  ...perSecond,
  ...perSecond.map((unit) => `${unit}/Second`),
);
