import type { CompositeAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/composite-alarm-definition";
import type {
  AlarmMetric,
  AlarmQuery,
  MetricAlarmDefinition,
} from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { isSimpleStatistic } from "../statistic.ts";
import type { AlarmRecord } from "./alarm-record.ts";
import type { AnyAlarm } from "./any-alarm.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
export function metricAlarmFields(definition: MetricAlarmDefinition, record: AlarmRecord): object {
  const { watched } = definition;
  return {
    ...commonFields(definition, record),
    EvaluationPeriods: definition.evaluationPeriods,
    DatapointsToAlarm: definition.datapointsToAlarm,
    ComparisonOperator: definition.comparisonOperator,
    Threshold: definition.threshold,
    ThresholdMetricId: definition.thresholdMetricId,
    TreatMissingData: definition.treatMissingData,
    ...(watched.kind === "metric"
      ? ownMetricFields(watched.metric, definition)
      : { Metrics: watched.queries.map(queryFields), Dimensions: [] }),
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_CompositeAlarm.html */
export function compositeAlarmFields(
  definition: CompositeAlarmDefinition,
  record: AlarmRecord,
): object {
  const { actionsSuppressor: suppressor } = definition;
  const { suppression } = record;
  return {
    ...commonFields(definition, record),
    AlarmRule: definition.rule,
    ...(suppressor && {
      ActionsSuppressor: suppressor.alarm,
      ActionsSuppressorWaitPeriod: suppressor.waitPeriodSeconds,
      ActionsSuppressorExtensionPeriod: suppressor.extensionPeriodSeconds,
    }),
    ...(suppression && {
      ActionsSuppressedBy: suppression.by,
      ActionsSuppressedReason: `Actions suppressed by ${suppression.by}`,
    }),
  };
}

function commonFields(definition: AnyAlarm["definition"], record: AlarmRecord) {
  return {
    AlarmName: definition.name,
    AlarmArn: definition.arn,
    AlarmDescription: definition.description,
    AlarmConfigurationUpdatedTimestamp: record.configuredMs / 1_000,
    ActionsEnabled: record.actionsEnabled,
    OKActions: definition.okActions,
    AlarmActions: definition.alarmActions,
    InsufficientDataActions: definition.insufficientDataActions,
    StateValue: record.state,
    StateReason: record.reason,
    StateReasonData: record.reasonData,
    StateUpdatedTimestamp: record.updatedMs / 1_000,
    StateTransitionedTimestamp: record.sinceMs / 1_000,
  };
}

function ownMetricFields(
  metric: AlarmMetric,
  { lowSampleCountPercentiles }: MetricAlarmDefinition,
) {
  return {
    MetricName: metric.metricName,
    Namespace: metric.namespace,
    Dimensions: dimensionFields(metric),
    Period: metric.periodSeconds,
    Unit: metric.unit,
    ...(isSimpleStatistic(metric.statistic)
      ? { Statistic: metric.statistic }
      : {
          ExtendedStatistic: metric.statistic,
          EvaluateLowSampleCountPercentile: lowSampleCountPercentiles,
        }),
  };
}

function queryFields(query: AlarmQuery) {
  const { id, label, returnData } = query;
  const common = { Id: id, Label: label, ReturnData: returnData };
  if (query.kind === "expression") {
    return { ...common, Expression: query.expression, Period: query.periodSeconds };
  }
  const { metric } = query;
  return {
    ...common,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.metricName,
        Dimensions: dimensionFields(metric),
      },
      Period: metric.periodSeconds,
      Stat: metric.statistic,
      Unit: metric.unit,
    },
  };
}

function dimensionFields({ dimensions }: AlarmMetric) {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
