import { quotas } from "@stagecraft/plan/quotas";
import type { Operation } from "../../common/operation.ts";
import type { Fields } from "../../endpoint/read-fields.ts";
import { wrongType } from "../../endpoint/wrong-type.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import {
  invalidParameterCombination,
  invalidParameterValue,
  missingParameter,
} from "../cloudwatch-error.ts";
import { combinePeriods } from "../combine-periods.ts";
import { metricOperation } from "../metric-operation.ts";
import { readPeriodMs } from "../read-period.ts";
import { readRange } from "../read-range.ts";
import { readDimensions, readList, readUnit, requireString } from "../read-request.ts";
import { isSimpleStatistic, type Statistic, statisticNamed } from "../statistic.ts";

const { dataPointsPerStatistics } = quotas.cloudwatch;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export function getMetricStatistics({ metrics, nowMs }: CloudwatchContext): Operation {
  return metricOperation("GetMetricStatistics", (fields) => {
    const name = requireString(fields, "MetricName");
    const selector = {
      namespace: requireString(fields, "Namespace"),
      name,
      dimensions: readDimensions(fields),
      unit: readUnit(fields),
    };
    const { fromMs, toMs } = readRange(fields, nowMs());
    const periodMs = readPeriodMs(fields, "GetMetricStatistics");
    if ((toMs - fromMs) / periodMs > dataPointsPerStatistics.value) {
      throw invalidParameterCombination(
        `You have requested up to ${Math.ceil((toMs - fromMs) / periodMs)} datapoints, which exceeds the limit of ${dataPointsPerStatistics.value}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
      );
    }
    const simple = readStatistics(fields, "Statistics");
    const extended = readStatistics(fields, "ExtendedStatistics");
    if (simple.length + extended.length === 0) {
      throw missingParameter("Statistics or ExtendedStatistics");
    }
    const byUnit = Map.groupBy(metrics.read(selector, fromMs, toMs), ({ unit }) => unit);
    const Datapoints = [...byUnit].flatMap(([unit, stored]) =>
      [...combinePeriods(stored, periodMs, fromMs)].map(([startMs, point]) => {
        const present = (statistics: readonly NamedStatistic[]) =>
          statistics.flatMap(([each, statistic]) => {
            const value = statistic(point);
            return value === undefined ? [] : [[each, value] as const];
          });
        const percentiles = present(extended);
        return {
          Timestamp: startMs / 1_000,
          Unit: unit,
          ...Object.fromEntries(present(simple)),
          ...(percentiles.length > 0 && { ExtendedStatistics: Object.fromEntries(percentiles) }),
        };
      }),
    );
    return { Label: name, Datapoints };
  });
}

type NamedStatistic = readonly [name: string, statistic: Statistic];

function readStatistics(
  fields: Fields,
  parameter: "Statistics" | "ExtendedStatistics",
): readonly NamedStatistic[] {
  return readList(fields, parameter).map((name) => {
    if (typeof name !== "string") throw wrongType(parameter, "a list of strings");
    if (isSimpleStatistic(name) !== (parameter === "Statistics")) {
      throw invalidParameterValue(`The value ${name} for parameter ${parameter} is invalid.`);
    }
    return [name, statisticNamed(name, "GetMetricStatistics")];
  });
}
