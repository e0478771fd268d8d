import { quotas } from "@stagecraft/plan/quotas";
import { isAcceptedTime } from "../cloudwatch/accepted-time.ts";
import { type Dimensions, isMetricUnit, type Metric } from "../cloudwatch/metric.ts";

/** The values of one metric in a document. */
type EmbeddedMetric = {
  readonly metric: Metric;
  readonly values: readonly number[];
  readonly atMs: number;
};

/** What a log line is in CloudWatch's embedded metric format: nothing, metrics, or a document that CloudWatch ignores. */
export type EmbeddedMetrics =
  | { readonly kind: "none" }
  | { readonly kind: "metrics"; readonly metrics: readonly EmbeddedMetric[] }
  | {
      readonly kind: "invalid";
      /** `parsing`: not the format's structure. `validation`: a value that the format does not allow. */
      readonly error: "parsing" | "validation";
      readonly reason: string;
    };

type Members = { readonly [name: string]: unknown };

class InvalidDocument extends Error {
  readonly error: "parsing" | "validation";

  constructor(error: "parsing" | "validation", reason: string) {
    super(reason);
    this.error = error;
  }
}

const { embeddedBytes, embeddedMetrics, embeddedDimensions, embeddedValues } = quotas.cloudwatch;
const longestName = 255;

/** Lambda's text logs put the time, the request id and the level before what `console` writes. */
const lambdaPrefix = /^\d{4}-\d\d-\d\dT\S+\t\S+\t[A-Z]+\t(?=\{)/;

/**
 * Reads a log line as CloudWatch Logs does. A document with one invalid part is invalid as a whole.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function readEmbeddedMetrics(line: string, nowMs: number): EmbeddedMetrics {
  if (!line.includes('"_aws"') || !line.includes('"CloudWatchMetrics"')) return { kind: "none" };
  const text = line.replace(lambdaPrefix, "");
  if (!text.startsWith("{")) return { kind: "none" };
  try {
    const root = parse(text);
    if (root._aws === undefined) return { kind: "none" };
    return { kind: "metrics", metrics: readDocument(root, nowMs) };
  } catch (error) {
    if (!(error instanceof InvalidDocument)) throw error;
    return { kind: "invalid", error: error.error, reason: error.message };
  }
}

function parse(text: string): Members {
  if (Buffer.byteLength(text) > embeddedBytes.value) {
    throw new InvalidDocument("validation", `it is larger than ${embeddedBytes.value} bytes`);
  }
  try {
    return JSON.parse(text) as Members;
  } catch {
    throw new InvalidDocument("parsing", "the line is not one JSON object");
  }
}

function readDocument(root: Members, nowMs: number): readonly EmbeddedMetric[] {
  const metadata = members(root._aws, "_aws");
  const atMs = metadata.Timestamp;
  if (typeof atMs !== "number") throw new InvalidDocument("parsing", "Timestamp is not a number");
  if (!isAcceptedTime(atMs, nowMs)) {
    throw new InvalidDocument(
      "validation",
      "Timestamp is more than two weeks ago or two hours ahead",
    );
  }
  return list(metadata.CloudWatchMetrics, "CloudWatchMetrics").flatMap((directive) =>
    readDirective(root, members(directive, "CloudWatchMetrics"), atMs),
  );
}

function readDirective(root: Members, directive: Members, atMs: number) {
  const namespace = name(directive.Namespace, "Namespace");
  if (namespace.startsWith("AWS/") || namespace.startsWith(":")) {
    throw new InvalidDocument("validation", `the namespace ${namespace} is reserved`);
  }
  const sets = list(directive.Dimensions, "Dimensions").map((set) => readDimensions(root, set));
  const definitions = list(directive.Metrics, "Metrics");
  if (definitions.length > embeddedMetrics.value) {
    throw new InvalidDocument("validation", `it has more than ${embeddedMetrics.value} metrics`);
  }
  return definitions.flatMap((each) => {
    const definition = members(each, "Metrics");
    const metricName = name(definition.Name, "Name");
    const unit = definition.Unit ?? "None";
    if (typeof unit !== "string" || !isMetricUnit(unit)) {
      throw new InvalidDocument("validation", `the unit of ${metricName} is not CloudWatch's`);
    }
    const values = readValues(root, metricName);
    return sets.map((dimensions) => ({
      metric: { namespace, name: metricName, dimensions, unit },
      values,
      atMs,
    }));
  });
}

function readDimensions(root: Members, set: unknown): Dimensions {
  const names = list(set, "a set of Dimensions").map((each) => name(each, "a dimension"));
  if (names.length > embeddedDimensions.value) {
    throw new InvalidDocument(
      "validation",
      `a set has more than ${embeddedDimensions.value} dimensions`,
    );
  }
  return Object.fromEntries(
    names.map((each) => {
      const value = target(root, each);
      if (typeof value === "string" && value !== "") return [each, value];
      throw new InvalidDocument("validation", `the dimension ${each} has no text`);
    }),
  );
}

function readValues(root: Members, metricName: string): readonly number[] {
  const values = [target(root, metricName)].flat();
  if (values.length > embeddedValues.value) {
    throw new InvalidDocument(
      "validation",
      `the metric ${metricName} has more than ${embeddedValues.value} values`,
    );
  }
  return values.map((value) => {
    if (typeof value === "number") return value;
    throw new InvalidDocument("validation", `the metric ${metricName} has no numeric value`);
  });
}

/** A member of the root, never of an object in it. */
function target(root: Members, reference: string): unknown {
  return Object.hasOwn(root, reference) ? root[reference] : undefined;
}

function members(value: unknown, what: string): Members {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Members;
  throw new InvalidDocument("parsing", `${what} is not an object`);
}

function list(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new InvalidDocument("parsing", `${what} is not an array`);
}

function name(value: unknown, what: string): string {
  if (typeof value !== "string") throw new InvalidDocument("parsing", `${what} is not a string`);
  if (value !== "" && value.length <= longestName) return value;
  throw new InvalidDocument("validation", `${what} must have 1 to ${longestName} characters`);
}
