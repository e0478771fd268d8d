import type { Plan } from "@stagecraft/plan/plan";
import type { AlarmMetric } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { isSimpleStatistic } from "../statistic.ts";
import type { AlarmRecord } from "./alarm-record.ts";
import type { AnyAlarm } from "./any-alarm.ts";
import { printTime } from "./print-time.ts";

/**
 * The message that an alarm publishes to an SNS topic.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function alarmNotification(
  { type, definition }: AnyAlarm,
  record: AlarmRecord,
  { accountId, region }: Pick<Plan, "accountId" | "region">,
): object {
  return {
    AlarmName: definition.name,
    AlarmDescription: definition.description ?? null,
    AWSAccountId: accountId,
    AlarmConfigurationUpdatedTimestamp: printTime(record.configuredMs),
    NewStateValue: record.state,
    NewStateReason: record.reason,
    StateChangeTime: printTime(record.sinceMs),
    Region: region,
    AlarmArn: definition.arn,
    OldStateValue: record.previousState,
    OKActions: definition.okActions,
    AlarmActions: definition.alarmActions,
    InsufficientDataActions: definition.insufficientDataActions,
    ...(type === "MetricAlarm" && {
      Trigger: {
        ...(definition.watched.kind === "metric"
          ? metricTrigger(definition.watched.metric)
          : { Metrics: definition.watched.queries.map(({ id }) => ({ Id: id })) }),
        EvaluationPeriods: definition.evaluationPeriods,
        DatapointsToAlarm: definition.datapointsToAlarm ?? definition.evaluationPeriods,
        ComparisonOperator: definition.comparisonOperator,
        ...(definition.thresholdMetricId === undefined
          ? { Threshold: definition.threshold }
          : { ThresholdMetricId: definition.thresholdMetricId }),
        TreatMissingData: definition.treatMissingData,
      },
    }),
    ...(type === "CompositeAlarm" && { AlarmRule: definition.rule }),
  };
}

function metricTrigger({
  namespace,
  metricName,
  dimensions,
  periodSeconds,
  statistic,
  unit,
}: AlarmMetric) {
  return {
    MetricName: metricName,
    Namespace: namespace,
    StatisticType: isSimpleStatistic(statistic) ? "Statistic" : "ExtendedStatistic",
    Statistic: statistic.toUpperCase(),
    Unit: unit ?? null,
    Dimensions: Object.entries(dimensions).map(([name, value]) => ({ value, name })),
    Period: periodSeconds,
  };
}
