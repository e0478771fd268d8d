import type { Json, Plan, Resource } from "../../plan.ts";
import { PlanError } from "../../plan-error.ts";
import { isObject, numberOf, resourcesOf, textMembers, textOf } from "../../resources.ts";
import { alarmActionsOf } from "./alarm-actions.ts";
import {
  type AlarmMetric,
  type AlarmQuery,
  comparisonOperators,
  type MetricAlarmDefinition,
  missingDataTreatments,
} from "./metric-alarm-definition.ts";

type Members = { readonly [name: string]: Json };

/**
 * Every metric alarm of the Plan. Defaults are CloudWatch's own.
 * @throws PlanError for an operator or a treatment that CloudWatch does not have, and for an incomplete metric.
 */
export function metricAlarmsOf(plan: Plan): readonly MetricAlarmDefinition[] {
  return resourcesOf(plan, "aws:cloudwatch/metricAlarm:MetricAlarm").map((resource) => {
    const { inputs } = resource;
    return {
      logicalName: resource.name,
      name: textOf(resource, "name"),
      arn: textOf(resource, "arn"),
      ...optionalText("description", inputs.alarmDescription),
      comparisonOperator: oneOf(resource, "comparisonOperator", comparisonOperators),
      evaluationPeriods: numberOf(resource, "evaluationPeriods"),
      ...optionalNumber("datapointsToAlarm", inputs.datapointsToAlarm),
      ...optionalNumber("threshold", inputs.threshold),
      ...optionalText("thresholdMetricId", inputs.thresholdMetricId),
      treatMissingData: oneOf(resource, "treatMissingData", missingDataTreatments, "missing"),
      lowSampleCountPercentiles:
        inputs.evaluateLowSampleCountPercentiles === "ignore" ? "ignore" : "evaluate",
      ...alarmActionsOf(resource),
      watched: Array.isArray(inputs.metricQueries)
        ? { kind: "queries", queries: queriesOf(resource, inputs.metricQueries) }
        : { kind: "metric", metric: ownMetric(resource) },
    };
  });
}

function ownMetric(resource: Resource): AlarmMetric {
  const { inputs } = resource;
  return readMetric(resource, {
    ...inputs,
    stat: inputs.statistic ?? inputs.extendedStatistic ?? null,
  });
}

function queriesOf(resource: Resource, queries: readonly Json[]): readonly AlarmQuery[] {
  return queries.filter(isObject).map((query) => {
    const common = {
      id: textIn(resource, query, "id"),
      ...optionalText("label", query.label),
      ...optionalText("accountId", query.accountId),
      returnData: query.returnData === true,
    };
    if (isObject(query.metric)) {
      return { ...common, kind: "metric", metric: readMetric(resource, query.metric) };
    }
    return {
      ...common,
      kind: "expression",
      expression: textIn(resource, query, "expression"),
      ...optionalNumber("periodSeconds", query.period),
    };
  });
}

function readMetric(resource: Resource, metric: Members): AlarmMetric {
  const { period, dimensions } = metric;
  if (typeof period !== "number") throw incomplete(resource, "period");
  return {
    namespace: textIn(resource, metric, "namespace"),
    metricName: textIn(resource, metric, "metricName"),
    dimensions: textMembers(dimensions),
    periodSeconds: period,
    statistic: textIn(resource, metric, "stat"),
    ...optionalText("unit", metric.unit),
  };
}

function textIn(resource: Resource, members: Members, name: string): string {
  const value = members[name];
  if (typeof value === "string") return value;
  throw incomplete(resource, name === "stat" ? "statistic" : name);
}

function incomplete({ name, type }: Resource, what: string): PlanError {
  return new PlanError(`${name} (${type}) needs "${what}" for each metric that it watches.`);
}

function oneOf<Value extends string>(
  resource: Resource,
  key: string,
  values: readonly Value[],
  fallback?: Value,
): Value {
  const given = resource.inputs[key] ?? fallback;
  const found = values.find((value) => value === given);
  if (found !== undefined) return found;
  throw new PlanError(
    `${resource.name} (${resource.type}) has ${JSON.stringify(given)} in "${key}". Use one of ${values.join(", ")}.`,
  );
}

function optionalText<Name extends string>(
  name: Name,
  value: Json | undefined,
): { readonly [name in Name]?: string } {
  return (typeof value === "string" ? { [name]: value } : {}) as { [name in Name]?: string };
}

function optionalNumber<Name extends string>(
  name: Name,
  value: Json | undefined,
): { readonly [name in Name]?: number } {
  return (typeof value === "number" ? { [name]: value } : {}) as { [name in Name]?: number };
}
