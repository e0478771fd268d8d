import { fillSeries } from "./fill-series.ts";
import { kindNames, type MathValue } from "./math-value.ts";
import { mapSeries, type TimeGrid, type TimeSeries } from "./time-series.ts";

/** What a function knows of its call. */
export type MathCall = {
  readonly name: string;
  readonly operands: readonly MathOperand[];
  readonly grid: TimeGrid;
  /** The metrics of the request, without its expressions, by id. */
  readonly metrics: ReadonlyMap<string, TimeSeries>;
  /** The band around the metric or expression of that id. */
  band(id: string, width: number): MathValue;
  /** Makes the error for a call that CloudWatch refuses. */
  refuse(why: string): Error;
};

/** An operand: its value, or a text or name that stands for itself. `id` is set for the value of a query. */
export type MathOperand =
  | { readonly kind: "value"; readonly value: MathValue; readonly id?: string }
  | { readonly kind: "word"; readonly word: string };

type MathFunction = (call: MathCall) => MathValue;

/** Two by default, as in the console: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Anomaly_Detection_Alarm.html */
const bandWidth = 2;

/**
 * The functions that are implemented, by name.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 */
const functions: { readonly [name: string]: MathFunction } = {
  ABS: eachValue(Math.abs),
  CEIL: eachValue(Math.ceil),
  FLOOR: eachValue(Math.floor),
  AVG: aggregate((values) => sumOf(values) / values.length),
  MAX: aggregate((values) => (values.length === 0 ? Number.NaN : Math.max(...values))),
  MIN: aggregate((values) => (values.length === 0 ? Number.NaN : Math.min(...values))),
  SUM: aggregate((values) => (values.length === 0 ? Number.NaN : sumOf(values))),
  DIFF: eachSeries((series) => differences(series, () => 1)),
  RATE: eachSeries((series) => differences(series, (lengthMs) => lengthMs / 1_000)),
  FILL: fill,
  IF: choose,
  METRICS: metricsOf,
  PERIOD: (call) => ({ kind: "number", value: seriesAt(call, 0).periodMs / 1_000 }),
  ANOMALY_DETECTION_BAND: band,
};

export function isMathFunction(name: string): boolean {
  return Object.hasOwn(functions, name);
}

/** @throws AwsError for operands that the function does not take. */
export function callMathFunction(call: MathCall): MathValue {
  return (functions[call.name] as MathFunction)(call);
}

function eachValue(change: (value: number) => number): MathFunction {
  const ofSeries = eachSeries((series) => mapSeries(series, change));
  return (call) => {
    const value = valueAt(call, 0);
    if (value.kind === "number") return { kind: "number", value: change(value.value) };
    return ofSeries(call);
  };
}

function eachSeries(change: (series: TimeSeries) => TimeSeries): MathFunction {
  return (call) => {
    const value = valueAt(call, 0);
    if (value.kind === "series") return { kind: "series", series: change(value.series) };
    if (value.kind === "list") return { kind: "list", list: value.list.map(change) };
    throw wrongOperand(call, 0, value);
  };
}

/** A number of one series; a series of an array, of the values that are there at each time. */
function aggregate(compute: (values: readonly number[]) => number): MathFunction {
  return (call) => {
    const value = valueAt(call, 0);
    if (value.kind === "series") {
      return { kind: "number", value: compute([...value.series.values.values()]) };
    }
    if (value.kind !== "list") throw wrongOperand(call, 0, value);
    const { list } = value;
    const starts = [...new Set(list.flatMap(({ values }) => [...values.keys()]))].toSorted(
      (a, b) => a - b,
    );
    const values = starts.map((startMs) => {
      const present = list.flatMap((each) => each.values.get(startMs) ?? []);
      return [startMs, compute(present)] as const;
    });
    const periodMs = list[0]?.periodMs ?? call.grid.periodMs;
    return { kind: "series", series: { periodMs, values: new Map(values) } };
  };
}

/** What is added to each value since the value before, divided by `divisor` of the time between them. */
function differences(series: TimeSeries, divisor: (lengthMs: number) => number): TimeSeries {
  let before: readonly [startMs: number, value: number] | undefined;
  return mapSeries(series, (value, startMs) => {
    const last = before;
    before = [startMs, value];
    return last && (value - last[1]) / divisor(startMs - last[0]);
  });
}

function fill(call: MathCall): MathValue {
  const filler = call.operands[1];
  const fillOne = (series: TimeSeries) => {
    if (filler?.kind === "word") {
      if (filler.word === "REPEAT" || filler.word === "LINEAR") {
        return fillSeries(series, call.grid, filler.word);
      }
    } else if (filler?.value.kind === "number" || filler?.value.kind === "series") {
      const { value } = filler;
      return fillSeries(series, call.grid, value.kind === "number" ? value.value : value.series);
    }
    throw call.refuse(
      "FILL takes a number, a time series, REPEAT or LINEAR as its second operand.",
    );
  };
  return eachSeries(fillOne)(call);
}

/** `IF(condition, yes, no)`: without `no`, times at which the condition is 0 have no value. */
function choose(call: MathCall): MathValue {
  const { grid, operands } = call;
  const condition = valueAt(call, 0);
  const yes = valueAt(call, 1);
  const no = operands.length > 2 ? valueAt(call, 2) : undefined;
  for (const [index, value] of [condition, yes, no].entries()) {
    if (value && value.kind !== "number" && value.kind !== "series") {
      throw wrongOperand(call, index, value);
    }
  }
  if (condition.kind === "number") {
    const chosen = condition.value === 0 ? no : yes;
    return chosen ?? { kind: "series", series: { periodMs: grid.periodMs, values: new Map() } };
  }
  const { series } = condition as MathValue & { kind: "series" };
  return {
    kind: "series",
    series: mapSeries(series, (value, startMs) => at(value === 0 ? no : yes, startMs)),
  };
}

function at(value: MathValue | undefined, startMs: number): number | undefined {
  if (value?.kind === "number") return value.value;
  return value?.kind === "series" ? value.series.values.get(startMs) : undefined;
}

/** All metrics of the request, or those whose id contains a text. */
function metricsOf(call: MathCall): MathValue {
  const [filter] = call.operands;
  if (filter?.kind === "value") throw call.refuse("METRICS takes a text.");
  const found = [...call.metrics].filter(([id]) => id.includes(filter?.word ?? ""));
  return { kind: "list", list: found.map(([, series]) => series) };
}

function band(call: MathCall): MathValue {
  const [watched] = call.operands;
  const width = call.operands.length > 1 ? valueAt(call, 1) : undefined;
  if (watched?.kind !== "value" || watched.id === undefined) {
    throw call.refuse("ANOMALY_DETECTION_BAND takes the id of a metric or of an expression.");
  }
  if (width && width.kind !== "number") throw wrongOperand(call, 1, width);
  return call.band(watched.id, width?.value ?? bandWidth);
}

function valueAt(call: MathCall, index: number): MathValue {
  const operand = call.operands[index];
  if (operand?.kind === "value") return operand.value;
  throw call.refuse(
    operand ? `unknown id ${operand.word}.` : `${call.name} needs ${index + 1} operands or more.`,
  );
}

function seriesAt(call: MathCall, index: number): TimeSeries {
  const value = valueAt(call, index);
  if (value.kind === "series") return value.series;
  throw wrongOperand(call, index, value);
}

function wrongOperand(call: MathCall, index: number, { kind }: MathValue): Error {
  return call.refuse(`${call.name} does not take ${kindNames[kind]} as operand ${index + 1}.`);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
