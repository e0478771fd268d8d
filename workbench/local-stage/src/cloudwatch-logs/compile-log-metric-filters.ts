import type { Plan } from "@stagecraft/plan/plan";
import type { LogMetricFilterDefinition } from "@stagecraft/plan/resources/cloudwatch/log-metric-filter-definition";
import { logMetricFiltersOf } from "@stagecraft/plan/resources/cloudwatch/log-metric-filters";
import { isMetricUnit, type Metric } from "../cloudwatch/metric.ts";
import { AwsError } from "../common/aws-error.ts";
import { type CompiledEach, compileEach } from "../common/compile-each.ts";
import { notImplemented } from "../common/not-implemented.ts";
import { parseJsonLine } from "../logs/parse-json-line.ts";
import { compileFilterPattern } from "./filter-pattern.ts";
import { type JsonSelector, parseSelector } from "./json-selector.ts";

/** A metric filter that is ready to read lines. */
export type LogMetricFilter = {
  readonly logGroup: string;
  matches(line: string): boolean;
  /** The metric and its value for a line that matches; undefined when the line lacks a value or a dimension. */
  measure(line: string): { readonly metric: Metric; readonly value: number } | undefined;
  /** What a minute with lines of which none matches counts as. */
  readonly byDefault: { readonly metric: Metric; readonly value: number } | undefined;
};

/** Checks and parses every metric filter of the Plan. */
export function compileLogMetricFilters(plan: Plan): CompiledEach<LogMetricFilter> {
  return compileEach("metric filter", logMetricFiltersOf(plan), compileFilter);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
function compileFilter({
  logGroupName,
  pattern,
  transformation,
}: LogMetricFilterDefinition): LogMetricFilter {
  const { namespace, metricName, value, defaultValue, unit = "None" } = transformation;
  if (!isMetricUnit(unit)) throw invalid(`there is no unit ${unit}`);
  const dimensions = Object.entries(transformation.dimensions).map(
    ([name, selector]) => [name, parseSelector(selector)] as const,
  );
  if (dimensions.length > 0 && defaultValue !== undefined) {
    throw invalid("a metric with dimensions cannot have a default value");
  }
  const valueOfLine = compileValue(value);
  const metric = { namespace, name: metricName, unit };
  return {
    logGroup: logGroupName,
    matches: compileFilterPattern(pattern),
    measure(line) {
      const event = parseJsonLine(line);
      const measured = valueOfLine(event);
      const found = dimensionsOf(dimensions, event);
      if (measured === undefined || found === undefined) return undefined;
      return { metric: { ...metric, dimensions: found }, value: measured };
    },
    byDefault:
      defaultValue === undefined
        ? undefined
        : { metric: { ...metric, dimensions: {} }, value: defaultValue },
  };
}

function compileValue(value: string): (event: unknown) => number | undefined {
  if (value.startsWith("$.")) {
    const select = parseSelector(value);
    return (event) => {
      const selected = select(event);
      return typeof selected === "number" ? selected : undefined;
    };
  }
  if (value.startsWith("$")) throw notImplemented(`the column ${value} as the value of a metric`);
  const fixed = Number(value);
  if (value.trim() === "" || !Number.isFinite(fixed)) throw invalid(`${value} is no metric value`);
  return () => fixed;
}

/** Undefined when the event lacks one: then there is no metric. */
function dimensionsOf(
  selectors: readonly (readonly [string, JsonSelector])[],
  event: unknown,
): Metric["dimensions"] | undefined {
  const entries = selectors.map(([name, select]) => [name, select(event)] as const);
  const isComplete = entries.every(([, value]) =>
    ["string", "number", "boolean"].includes(typeof value),
  );
  if (!isComplete) return undefined;
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function invalid(why: string): AwsError {
  return new AwsError("InvalidParameterException", `Invalid metric transformation: ${why}.`);
}
