import { serveServices } from "../../dynamodb/testing/serve-services.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import { cloudwatchService } from "../cloudwatch-service.ts";
import { openTestAlarms, type PlanResource } from "./open-test-alarms.ts";

/**
 * The stage's CloudWatch with metrics of its own, these dashboards and these alarms, behind the stage's endpoint until the test ends.
 * `options` is what an SDK client needs to call it.
 */
export async function openTestCloudwatch({
  dashboards = [],
  alarms: resources = [],
}: {
  readonly dashboards?: CloudwatchContext["dashboards"];
  readonly alarms?: readonly PlanResource[];
} = {}) {
  const { metrics, alarms, clock } = openTestAlarms(...resources);
  const monitoring = cloudwatchService({
    metrics: metrics(),
    alarms: alarms(),
    dashboards,
    account: { region: "eu-west-1", accountId: "123456789012" },
    nowMs: clock.nowMs,
  });
  const options = await serveServices({ monitoring }, [{ Action: "cloudwatch:*", Resource: "*" }]);
  return { options, nowMs: clock.nowMs };
}
