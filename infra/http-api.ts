import type { Contract, HttpVia } from "../packages/contracts/src/contract.ts";
import { apiAlarms } from "./alarms/api-alarms.ts";
import { stage } from "./stages.ts";

/** An HTTP API whose routes are throttled as the stage says. */
export function httpApi(name: string, contracts: readonly Contract<HttpVia>[]) {
  const api = new sst.aws.ApiGatewayV2(name, {
    cors: false,
    accessLog: { retention: stage.logRetention },
    transform: {
      stage: {
        defaultRouteSettings: {
          throttlingRateLimit: stage.throttle.requestsPerSecond,
          throttlingBurstLimit: stage.throttle.burst,
        },
      },
    },
  });
  apiAlarms(name, api, contracts);
  return api;
}
