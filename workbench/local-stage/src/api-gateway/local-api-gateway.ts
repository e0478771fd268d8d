import type { Plan } from "@stagecraft/plan/plan";
import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { openCreationTimes } from "../common/creation-times.ts";
import { localLambda } from "../lambda/local-lambda.ts";
import { meterRequests } from "../metering/meter-requests.ts";
import type { LocalService, StageContext } from "../stage/local-service.ts";
import { createIamAuthorizer } from "./iam-authorizer.ts";
import { type ManagedApi, openManagedApi } from "./management/managed-api.ts";
import { managementService } from "./management/management-service.ts";
import { type ServedApis, serveApis } from "./serve-apis.ts";

export const localApiGateway: LocalService<{
  /** The one at the stage's own address first. */
  readonly apis: readonly HttpApiDefinition[];
  readonly served: ServedApis;
}> = {
  name: "API Gateway",
  resourceTypes: [/^aws:apigatewayv2\/(api|authorizer|deployment|integration|route|stage):/],
  open(context) {
    const { plan, options, clock, meter, debugged } = context;
    const { accountId, region } = plan;
    const { nowMs } = clock;
    const apis = apisOf(plan, options.firstApi);
    const managed = openManagedApis(apis, context);
    const served = serveApis(apis, {
      ...context,
      accountId,
      authorizeIam: createIamAuthorizer({ ...context, accountId, region, nowMs }),
      throttleOf: (apiId) => managed.find((api) => api.apiId === apiId)?.routeSettings.throttleOf,
      invoke: context.use(localLambda).invoke,
      meterRequests: (api) => meterRequests(meter, plan, api),
      externalHosts: options.externalHosts ?? {},
      debuggedArn: debugged?.arn,
      onRequest: options.onRequest,
    });
    return {
      internal: { apis, served },
      operations: { apigateway: managementService({ apis: managed, region, nowMs }) },
      start: served.open,
      activity: () => (served.idle() ? "idle" : "busy"),
      stop: served.close,
    };
  },
};

/** The Plan's HTTP APIs, the one of that logical name first. */
function apisOf(plan: Plan, firstApi: string | undefined): readonly HttpApiDefinition[] {
  return httpApisOf(plan).toSorted(
    (a, b) => Number(b.logicalName === firstApi) - Number(a.logicalName === firstApi),
  );
}

function openManagedApis(
  apis: readonly HttpApiDefinition[],
  { plan, settings, state, clock }: StageContext,
): readonly ManagedApi[] {
  const creationTimes = openCreationTimes(state, clock);
  return apis.map((api) => openManagedApi(api, { plan, settings, creationTimes }));
}
