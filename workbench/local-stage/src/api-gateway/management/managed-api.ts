import type { Plan, Resource } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { routeSettingsOf } from "@stagecraft/plan/resources/api-gateway/route-settings";
import type { CreationTimes } from "../../common/creation-times.ts";
import type { Setting, Settings } from "../../stage/settings.ts";
import { type LiveRouteSettings, openRouteSettings } from "./live-route-settings.ts";

/** An HTTP API as the management API sees it: the Plan's resources, and what calls have changed. Times are in stage time. */
export type ManagedApi = {
  readonly apiId: string;
  readonly api: Resource;
  /** In the order of their keys. */
  readonly routes: readonly Resource[];
  /** The stage that is served. Undefined when the program has none. */
  readonly stage: Resource | undefined;
  readonly stageName: string;
  readonly routeSettings: LiveRouteSettings;
  createdAtMs(): number;
  /** When a call has last changed the stage; null when none has. */
  readonly stageChangedAtMs: Setting<number | null>;
};

export function openManagedApi(
  definition: HttpApiDefinition,
  context: {
    readonly plan: Plan;
    readonly settings: Settings;
    readonly creationTimes: CreationTimes;
  },
): ManagedApi {
  const { plan, settings, creationTimes } = context;
  const { apiId, stageName } = definition;
  const api = resourcesOf(plan, "aws:apigatewayv2/api:Api").find(
    ({ outputs }) => outputs.id === apiId,
  );
  if (!api) throw new Error(`The Plan has no HTTP API with the id ${apiId}`);
  const ofApi = ({ inputs }: Resource) => inputs.apiId === apiId;
  const stage = resourcesOf(plan, "aws:apigatewayv2/stage:Stage").find(ofApi);
  const keyOf = ({ inputs }: Resource) => String(inputs.routeKey);
  return {
    apiId,
    api,
    routes: resourcesOf(plan, "aws:apigatewayv2/route:Route")
      .filter(ofApi)
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    stage,
    stageName,
    routeSettings: openRouteSettings(definition, routeSettingsOf(stage), settings),
    createdAtMs: () => creationTimes(`API ${apiId}`),
    stageChangedAtMs: settings<number | null>(`API ${apiId} stage ${stageName} changed`, null),
  };
}
