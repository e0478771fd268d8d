import type { AlarmMetric } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { watchedMetrics } from "@stagecraft/plan/resources/cloudwatch/watched-metrics";
import type { Operation } from "../../common/operation.ts";
import { readInteger, readString } from "../../endpoint/read-fields.ts";
import { metricAlarmFields } from "../alarms/alarm-fields.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import { dimensionsKey } from "../metric.ts";
import { metricOperation } from "../metric-operation.ts";
import { readDimensions, readUnit, requireString } from "../read-request.ts";

/**
 * The metric alarms on exactly these dimensions. Alarms on expressions are found when one of their metrics is it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html
 */
export function describeAlarmsForMetric({ alarms }: CloudwatchContext): Operation {
  return metricOperation("DescribeAlarmsForMetric", (fields) => {
    const namespace = requireString(fields, "Namespace");
    const metricName = requireString(fields, "MetricName");
    const dimensions = dimensionsKey(readDimensions(fields));
    const statistic = readString(fields, "Statistic") ?? readString(fields, "ExtendedStatistic");
    const periodSeconds = readInteger(fields, "Period");
    const unit = readUnit(fields);
    const isAsked = (metric: AlarmMetric) =>
      metric.namespace === namespace &&
      metric.metricName === metricName &&
      dimensionsKey(metric.dimensions) === dimensions &&
      (statistic ?? metric.statistic) === metric.statistic &&
      (periodSeconds ?? metric.periodSeconds) === metric.periodSeconds &&
      (unit ?? metric.unit) === metric.unit;
    return {
      MetricAlarms: alarms.all().flatMap((alarm) => {
        if (alarm.type !== "MetricAlarm") return [];
        const isFound = watchedMetrics(alarm.definition).some(isAsked);
        return isFound ? [metricAlarmFields(alarm.definition, alarm.record)] : [];
      }),
    };
  });
}
