import { serveServices } from "../../dynamodb/testing/serve-services.ts";
import { cloudwatchService } from "../cloudwatch-service.ts";
import { metricOperation } from "../metric-operation.ts";
import { openTestAlarms } from "./open-test-alarms.ts";

/**
 * The stage's CloudWatch with metrics of its own, behind the stage's endpoint until the test ends, and what an SDK client needs to call
 * it. `answers` stand for operations of AWS that the stage does not have, or has otherwise.
 */
export async function openTestCloudwatch(
  answers: { readonly [operation: string]: () => unknown } = {},
) {
  const { metrics, alarms, clock } = openTestAlarms();
  const service = cloudwatchService({
    metrics: metrics(),
    alarms: alarms(),
    dashboards: [],
    account: { region: "eu-west-1", accountId: "123456789012" },
    nowMs: clock.nowMs,
  });
  const given = Object.entries(answers).map(
    ([name, answer]) => [name, metricOperation(name, answer)] as const,
  );
  const operations = { ...service.operations, ...Object.fromEntries(given) };
  const options = await serveServices({ monitoring: { ...service, operations } }, [
    { Action: "cloudwatch:*", Resource: "*" },
  ]);
  return { options, nowMs: clock.nowMs };
}
