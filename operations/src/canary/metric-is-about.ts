import type { Metric } from "@aws-sdk/client-cloudwatch";
import type { Plan } from "@stagecraft/plan/plan";
import { logMetricFiltersOf } from "@stagecraft/plan/resources/cloudwatch/log-metric-filters";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";

/** Whether a metric is about a function (by its physical name). */
export type MetricIsAbout = (metric: Metric, functionName: string) => boolean;

/** A metric is about a function that its dimension FunctionName names, or from whose log a metric filter makes it. */
export function metricIsAbout(plan: Plan): MetricIsAbout {
  const logGroups = new Map(functionsOf(plan).map(({ name, logging }) => [name, logging.logGroup]));
  const filters = logMetricFiltersOf(plan);
  return ({ Namespace, MetricName, Dimensions = [] }, functionName) =>
    Dimensions.some(({ Name, Value }) => Name === "FunctionName" && Value === functionName) ||
    filters.some(
      ({ logGroupName, transformation }) =>
        logGroupName === logGroups.get(functionName) &&
        transformation.namespace === Namespace &&
        transformation.metricName === MetricName,
    );
}
