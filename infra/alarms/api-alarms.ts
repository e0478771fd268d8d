import type { Contract, HttpVia } from "../../packages/contracts/src/contract.ts";
import { seconds } from "../../packages/contracts/src/seconds.ts";
import { alarm } from "./alarm.ts";
import { apiSeries } from "./metric-series.ts";

/** Without requests nobody is hurt. */
const withoutData = "quiet";

/** An HTTP API that answers with errors, slowly, or refuses more than usual. */
export function apiAlarms(
  name: string,
  api: sst.aws.ApiGatewayV2,
  contracts: readonly Contract<HttpVia>[],
): void {
  const [first] = contracts;
  if (!first) throw new Error(`The API ${name} has no contract.`);
  const objectiveMs = Math.max(...contracts.map(({ latency }) => latency.p99Ms));
  const series = (metric: string, statistic: string) => apiSeries(api, metric, statistic);
  const common = { owner: first.owner, withoutData, periodSeconds: seconds.minute } as const;
  alarm(`${name}ServerErrors`, {
    ...common,
    means: `More than 1 % of the requests to ${name} are answered 5xx: customers cannot order.`,
    severity: "page",
    runbook: "function-errors",
    watches: {
      expression: "100 * failed / requests",
      label: "Requests answered 5xx, %",
      metrics: { failed: series("5xx", "Sum"), requests: series("Count", "SampleCount") },
    },
    above: 1,
    periods: { above: 3, of: 5 },
  });
  alarm(`${name}Slow`, {
    ...common,
    means: `One in a hundred requests to ${name} takes longer than ${objectiveMs / 1_000} seconds, the slowest objective of its operations.`,
    severity: "page",
    runbook: "slow-api",
    watches: series("Latency", "p99"),
    above: objectiveMs,
    periods: { above: 3, of: 5 },
  });
  alarm(`${name}ClientErrors`, {
    ...common,
    means: `${name} refuses more requests (4xx) than usual at this hour: a client has changed, tokens are refused, or someone tries keys.`,
    severity: "ticket",
    runbook: "bad-deploy",
    watches: series("4xx", "Sum"),
    above: { usualBy: 4 },
    periodSeconds: 5 * seconds.minute,
    periods: { above: 2, of: 2 },
  });
}
