import { invalidParameterValue } from "../cloudwatch-error.ts";
import { combineValues } from "./combine-values.ts";
import { mathError } from "./math-error.ts";
import type { MathExpression, MathNode } from "./math-expression.ts";
import { callMathFunction, type MathOperand } from "./math-functions.ts";
import type { MathValue } from "./math-value.ts";
import { mapSeries, type TimeGrid, type TimeSeries } from "./time-series.ts";

/** A query as far as expressions need it. */
export type MathQuery<Metric> = { readonly id: string } & (
  | { readonly kind: "metric"; readonly metric: Metric }
  | { readonly kind: "expression"; readonly expression: MathExpression }
);

/** Where the data of an evaluation comes from. */
export type MathSource<Metric> = {
  readonly grid: TimeGrid;
  seriesOf(metric: Metric): TimeSeries;
  /** The band around the metric or expression of that id, at the times of the grid. */
  band(id: string, width: number): MathValue;
};

/**
 * Computes the values of queries, by id, when they are asked for.
 * @returns a function that throws AwsError for an expression that CloudWatch refuses, such as one that refers to itself
 */
export function evaluateQueries<Metric>(
  queries: readonly MathQuery<Metric>[],
  source: MathSource<Metric>,
): (id: string) => MathValue {
  const byId = new Map(queries.map((query) => [query.id, query]));
  const values = new Map<string, MathValue>();
  const inProgress = new Set<string>();

  /** The values of the metrics, for METRICS(). */
  function metrics(): ReadonlyMap<string, TimeSeries> {
    return new Map(
      queries.flatMap(({ id, kind }) => {
        const value = kind === "metric" ? resultOf(id) : undefined;
        return value?.kind === "series" ? [[id, value.series]] : [];
      }),
    );
  }

  function resultOf(id: string): MathValue {
    const known = values.get(id);
    if (known) return known;
    const query = byId.get(id);
    if (query === undefined) throw invalidParameterValue(`There is no query with the id ${id}.`);
    if (query.kind === "expression" && inProgress.has(id)) {
      throw mathError(query.expression.text, `it refers to itself through ${id}.`);
    }
    inProgress.add(id);
    const value = compute(query);
    inProgress.delete(id);
    values.set(id, value);
    return value;
  }

  function compute(query: MathQuery<Metric>): MathValue {
    if (query.kind === "metric") return { kind: "series", series: source.seriesOf(query.metric) };
    return evaluate(query.expression.root, (why) => mathError(query.expression.text, why));
  }

  function evaluate(node: MathNode, refuse: (why: string) => Error): MathValue {
    const operand = operandOf(node, refuse);
    if (operand.kind === "value") return operand.value;
    throw refuse(`unknown id ${operand.word}.`);
  }

  function operandOf(node: MathNode, refuse: (why: string) => Error): MathOperand {
    switch (node.kind) {
      case "number":
        return { kind: "value", value: node };
      case "text":
        return { kind: "word", word: node.text };
      case "name":
        if (!byId.has(node.name)) return { kind: "word", word: node.name };
        return { kind: "value", value: resultOf(node.name), id: node.name };
      case "negation": {
        const operand = evaluate(node.operand, refuse);
        return { kind: "value", value: negated(operand, refuse) };
      }
      case "operation": {
        const left = evaluate(node.left, refuse);
        const right = evaluate(node.right, refuse);
        return { kind: "value", value: combineValues(node.operator, left, right, refuse) };
      }
      case "array": {
        const items = node.items.map((item) => evaluate(item, refuse));
        const list = items.flatMap((item) => {
          if (item.kind === "series") return [item.series];
          if (item.kind === "list") return item.list;
          throw refuse("an array takes time series only.");
        });
        return { kind: "value", value: { kind: "list", list } };
      }
      case "call": {
        const operands = node.operands.map((each) => operandOf(each, refuse));
        const { grid, band } = source;
        const value = callMathFunction({
          name: node.name,
          operands,
          grid,
          metrics: node.name === "METRICS" ? metrics() : new Map(),
          band,
          refuse,
        });
        return { kind: "value", value };
      }
    }
  }

  return resultOf;
}

function negated(value: MathValue, refuse: (why: string) => Error): MathValue {
  if (value.kind === "number") return { kind: "number", value: -value.value };
  const change = (series: TimeSeries) => mapSeries(series, (each) => -each);
  if (value.kind === "series") return { kind: "series", series: change(value.series) };
  if (value.kind === "list") return { kind: "list", list: value.list.map(change) };
  throw refuse("a band cannot be negated.");
}
