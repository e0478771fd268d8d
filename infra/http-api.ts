import { stage } from "./stages.ts";

/** An HTTP API whose routes are throttled as the stage says. */
export function httpApi(name: string) {
  return new sst.aws.ApiGatewayV2(name, {
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
}
