import { type CloudWatchClient, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { LiveAlias } from "./live-alias.ts";

/** What became of the invocations of one version through its alias. */
export type Outcomes = {
  readonly invocations: number;
  /** Invocations that ended with an error: the handler threw, timed out, or its process died. */
  readonly errors: number;
  /** Lines of the level ERROR of this version: an API logs one for a response with a status of 500 or more. */
  readonly errorLines: number;
};

type Clients = {
  readonly cloudwatch: CloudWatchClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
};

/** Lambda sends its metrics once a minute. */
const periodSeconds = 60;
const periodMs = periodSeconds * 1_000;

/**
 * Reads the outcomes of a version from the minute of `sinceMs` on.
 * @throws errors of CloudWatch's, Lambda's and CloudWatch Logs' APIs
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export async function readOutcomes(
  clients: Clients,
  alias: LiveAlias,
  version: string,
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): Promise<Outcomes> {
  const fromMs = Math.floor(sinceMs / periodMs) * periodMs;
  const toMs = (Math.floor(nowMs / periodMs) + 1) * periodMs;
  const sums = { Invocations: 0, Errors: 0 };
  const pages = paginateGetMetricData(
    { client: clients.cloudwatch },
    {
      StartTime: new Date(fromMs),
      EndTime: new Date(toMs),
      MetricDataQueries: Object.keys(sums).map((metric) => ({
        Id: metric.toLowerCase(),
        Label: metric,
        MetricStat: {
          Metric: {
            Namespace: "AWS/Lambda",
            MetricName: metric,
            Dimensions: [
              { Name: "FunctionName", Value: alias.functionName },
              { Name: "Resource", Value: `${alias.functionName}:${alias.name}` },
              { Name: "ExecutedVersion", Value: version },
            ],
          },
          Period: periodSeconds,
          Stat: "Sum",
        },
      })),
    },
  );
  for await (const { MetricDataResults = [] } of pages) {
    for (const { Id, Values = [] } of MetricDataResults) {
      const metric = Id === "errors" ? "Errors" : "Invocations";
      sums[metric] += Values.reduce((sum, value) => sum + value, 0);
    }
  }
  return {
    invocations: sums.Invocations,
    errors: sums.Errors,
    errorLines: await countErrorLines(clients, alias, version, sinceMs),
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
async function countErrorLines(
  { lambda, logs }: Clients,
  { functionName }: LiveAlias,
  version: string,
  sinceMs: number,
): Promise<number> {
  const { LoggingConfig } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: functionName, Qualifier: version }),
  );
  const pages = paginateFilterLogEvents(
    { client: logs },
    {
      logGroupName: LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`,
      startTime: Math.floor(sinceMs),
      filterPattern: `"\\"level\\":\\"ERROR\\"" "\\"version\\":\\"${version}\\""`,
    },
  );
  let lines = 0;
  for await (const { events = [] } of pages) lines += events.length;
  return lines;
}
