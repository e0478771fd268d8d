import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from "@aws-sdk/client-cloudwatch";
import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { mapInOrder } from "../access/map-in-order.ts";
import { awsLogGroups, type FunctionLogGroup } from "../logs/aws-log-groups.ts";

/** What a function did during a load. */
export type FunctionHop = {
  readonly functionName: string;
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  /** Invocations that started an execution environment. */
  readonly coldStarts: number;
  /** Absent without an invocation. */
  readonly p50Ms?: number;
  readonly p99Ms?: number;
};

type HopSource = {
  readonly cloudwatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly app: string;
  readonly stage: string;
};

type Minutes = { readonly startMs: number; readonly endMs: number };

const minuteMs = 60_000;
/** The most queries of one call: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const mostQueries = 500;

const values = {
  invocations: ["Invocations", "Sum"],
  errors: ["Errors", "Sum"],
  throttles: ["Throttles", "Sum"],
  p50Ms: ["Duration", "p50"],
  p99Ms: ["Duration", "p99"],
} as const;
type ValueName = keyof typeof values;
const valueNames = Object.keys(values) as ValueName[];

/** What each function of the stage did in the minutes of a load, in the order of their names. */
export async function readHops(
  { cloudwatch, logs, app, stage }: HopSource,
  minutes: Minutes,
): Promise<readonly FunctionHop[]> {
  const groups = await awsLogGroups(logs, { app, stage });
  const names = groups.map(({ functionName }) => `${app}-${stage}-${functionName}`);
  const found = await readMetrics(cloudwatch, names, minutes);
  const hops = await mapInOrder(
    [...groups.entries()],
    async ([index, group]): Promise<FunctionHop | undefined> => {
      const of = (name: ValueName) => found.get(`${name}${index}`);
      const invocations = of("invocations") ?? 0;
      const throttles = of("throttles") ?? 0;
      if (invocations + throttles === 0) return undefined;
      const [p50Ms, p99Ms] = [of("p50Ms"), of("p99Ms")];
      return {
        functionName: group.functionName,
        invocations,
        errors: of("errors") ?? 0,
        throttles,
        coldStarts: await countColdStarts(logs, group, minutes),
        ...(p50Ms === undefined ? {} : { p50Ms }),
        ...(p99Ms === undefined ? {} : { p99Ms }),
      };
    },
  );
  return hops
    .filter((hop) => hop !== undefined)
    .toSorted((a, b) => (a.functionName < b.functionName ? -1 : 1));
}

/** Each value of each function, by the id of its query. */
async function readMetrics(
  client: CloudWatchClient,
  names: readonly string[],
  minutes: Minutes,
): Promise<ReadonlyMap<string, number>> {
  // One period for the whole time, so that each value is one number.
  const startMs = Math.floor(minutes.startMs / minuteMs) * minuteMs;
  const endMs = Math.ceil(minutes.endMs / minuteMs) * minuteMs;
  const Period = (endMs - startMs) / 1_000;
  const queries = names.flatMap((Value, index) =>
    valueNames.map((name): MetricDataQuery => {
      const [MetricName, Stat] = values[name];
      const Dimensions = [{ Name: "FunctionName", Value }];
      const Metric = { Namespace: "AWS/Lambda", MetricName, Dimensions };
      return { Id: `${name}${index}`, MetricStat: { Metric, Period, Stat } };
    }),
  );
  const found = new Map<string, number>();
  for (let from = 0; from < queries.length; from += mostQueries) {
    const MetricDataQueries = queries.slice(from, from + mostQueries);
    const time = { StartTime: new Date(startMs), EndTime: new Date(endMs) };
    for await (const { MetricDataResults = [] } of paginateGetMetricData(
      { client },
      { MetricDataQueries, ...time },
    )) {
      for (const { Id = "", Values: [value] = [] } of MetricDataResults) {
        if (value !== undefined) found.set(Id, value);
      }
    }
  }
  return found;
}

/** The platform writes one record when an environment starts: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
async function countColdStarts(
  client: CloudWatchLogsClient,
  { name }: FunctionLogGroup,
  { startMs, endMs }: Minutes,
): Promise<number> {
  let count = 0;
  const query = {
    logGroupName: name,
    filterPattern: '"platform.initStart"',
    startTime: startMs,
    endTime: endMs,
  };
  for await (const { events = [] } of paginateFilterLogEvents({ client }, query)) {
    count += events.length;
  }
  return count;
}
