import { operatorClient } from "@stagecraft/operations/local-system/operator-client";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import type { Scenario } from "./open-scenario.ts";

/** Fields that tell when a resource was changed, not how. */
const times = /^(lastModified|lastUpdatedDate|lastModificationDate|stateTransitionReason)$/i;

/** How AWS would describe everything that begins new work: the stages of APIs, schedules, functions' concurrency and mappings. */
export async function readIntakeSettings(scenario: Scenario): Promise<readonly unknown[]> {
  const { plan } = scenario;
  const read = async (service: string, path: string): Promise<unknown> => {
    const response = await operatorClient(scenario.stage(), plan, service)(path);
    const text = await response.text();
    if (!response.ok) throw new Error(`GET ${path} failed with ${response.status}: ${text}`);
    return JSON.parse(text, (key, value) => (times.test(key) ? undefined : value));
  };
  return Promise.all([
    ...httpApisOf(plan).map(({ endpoint }) => {
      const [apiId] = new URL(endpoint).hostname.split(".");
      return read("apigateway", `/v2/apis/${apiId}/stages/$default`);
    }),
    ...schedulesOf(plan).map(({ name }) => read("scheduler", `/schedules/${name}`)),
    ...functionsOf(plan).map(({ name }) =>
      read("lambda", `/2019-09-30/functions/${name}/concurrency`),
    ),
    read("lambda", "/2015-03-31/event-source-mappings/"),
  ]);
}
