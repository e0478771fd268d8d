import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { localLambda } from "../lambda/local-lambda.ts";
import { meterRequests } from "../metering/meter-requests.ts";
import type { LocalService } from "../stage/local-service.ts";
import { createIamAuthorizer } from "./iam-authorizer.ts";
import { type ServedApis, serveApis } from "./serve-apis.ts";

export const localApiGateway: LocalService<{
  /** The one at the stage's own address first. */
  readonly apis: readonly HttpApiDefinition[];
  readonly served: ServedApis;
}> = {
  name: "API Gateway",
  resourceTypes: [/^aws:apigatewayv2\/(api|authorizer|deployment|integration|route|stage):/],
  open(context) {
    const { plan, options, clock, reports, metrics, meter, debugged, identities, authority } =
      context;
    const { accountId, region } = plan;
    const { firstApi } = options;
    const apis = httpApisOf(plan).toSorted(
      (a, b) => Number(b.logicalName === firstApi) - Number(a.logicalName === firstApi),
    );
    const served = serveApis(apis, {
      accountId,
      authorizeIam: createIamAuthorizer({
        accountId,
        region,
        identities,
        authority,
        nowMs: clock.nowMs,
      }),
      invoke: context.use(localLambda).invoke,
      clock,
      reports,
      metrics,
      meterRequests: (api) => meterRequests(meter, plan, api),
      externalHosts: options.externalHosts ?? {},
      debuggedArn: debugged?.arn,
      onRequest: options.onRequest,
    });
    return {
      internal: { apis, served },
      start: served.open,
      activity: () => (served.idle() ? "idle" : "busy"),
      stop: served.close,
    };
  },
};
