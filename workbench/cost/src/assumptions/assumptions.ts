/** A number that cannot be measured on one machine, with the range in which it lies. */
export type Assumption = {
  readonly what: string;
  /** The value of the lowest cost, the expected one, and that of the highest cost. */
  readonly low: number;
  readonly expected: number;
  readonly high: number;
};

/** Everything that the model assumes, by name. A result is computed with all low, all expected and all high values. */
export const assumptions = {
  /** Measured by others: https://github.com/getlift/lift/issues/132. AWS says only that it long-polls, which is up to 20 seconds. */
  emptyReceivesPerMinute: {
    what: "receives a minute of an SQS mapping without messages: two to five pollers that wait 20 seconds",
    low: 6,
    expected: 15,
    high: 15,
  },
  /** The CPU share by memory is in the measured durations; AWS's processors and networks are not this machine's. */
  durationFactor: {
    what: "how long an invocation takes on AWS, as a multiple of the recorded duration",
    low: 0.5,
    expected: 1,
    high: 2,
  },
  coldStartShare: {
    what: "the share of invocations that start an environment",
    low: 0.001,
    expected: 0.01,
    high: 0.1,
  },
  coldStartMs: {
    what: "billed milliseconds of an init phase",
    low: 150,
    expected: 400,
    high: 1_000,
  },
  databaseAcuSecondsPerInvocation: {
    what: "ACU-seconds above the least capacity, for each invocation of a function in the network",
    low: 0,
    expected: 0.05,
    high: 0.5,
  },
  databaseIosPerInvocation: {
    what: "reads and writes of Aurora's storage, for each invocation of a function in the network",
    low: 1,
    expected: 5,
    high: 20,
  },
  databaseGb: {
    what: "GB in the database",
    low: 1,
    expected: 5,
    high: 20,
  },
  /** Below it, a cluster that is awake is never: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html */
  awakeAcu: {
    what: "ACUs of a cluster that may pause, while it is awake without load",
    low: 0.5,
    expected: 0.5,
    high: 1,
  },
  /** X-Ray records the first request of each second and 5 % of the others: https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html */
  recordedTraces: {
    what: "the share of traces that X-Ray records; the local stage records all",
    low: 0.05,
    expected: 1,
    high: 1,
  },
  logsKeptShare: {
    what: "the size of kept log lines, which are compressed, as a share of the written size",
    low: 0.1,
    expected: 0.15,
    high: 0.3,
  },
  networkKbPerInvocation: {
    what: "KB through interface endpoints, or NAT, for each invocation of a function in the network",
    low: 2,
    expected: 8,
    high: 40,
  },
} as const satisfies { readonly [name: string]: Assumption };

export type AssumptionName = keyof typeof assumptions;

/** Which values are used: all low ones, all expected ones, or all high ones. */
export type Point = "low" | "expected" | "high";

export const points: readonly Point[] = ["low", "expected", "high"];

/** The value of each assumption at one point. */
export type AssumedValues = { readonly [name in AssumptionName]: number };

export function valuesAt(point: Point): AssumedValues {
  const entries = Object.entries(assumptions).map(([name, assumption]) => [
    name,
    assumption[point],
  ]);
  return Object.fromEntries(entries) as AssumedValues;
}
