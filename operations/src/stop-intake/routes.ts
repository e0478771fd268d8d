import {
  type ApiGatewayV2Client,
  DeleteRouteSettingsCommand,
  GetApisCommand,
  GetRoutesCommand,
  GetStageCommand,
  type RouteSettings,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { contracts } from "@stagecraft/contracts/contracts";
import { allPages } from "./all-pages.ts";
import type { IntakePoint, Json } from "./intake-point.ts";
import { nameOnStage } from "./stage-names.ts";

/** API Gateway's stage, which SST names so. */
const StageName = "$default";

/** A rate of 0 refuses every request with 429: https://github.com/pulumi/pulumi-aws/issues/2363 */
const noRequests = { ThrottlingBurstLimit: 0, ThrottlingRateLimit: 0 };

/**
 * The routes of a stage's HTTP APIs. Those through which an outside party answers a call stay open: a running workflow waits for
 * that answer.
 */
export async function routes(
  apiGateway: ApiGatewayV2Client,
  stage: string,
): Promise<readonly IntakePoint[]> {
  const apis = await allPages(async (NextToken) => {
    const { Items = [], ...page } = await apiGateway.send(new GetApisCommand(NextToken));
    return { items: Items, ...page };
  });
  const ofStage = apis.filter(({ Name = "" }) => nameOnStage(Name, stage) !== undefined);
  const points = ofStage.map(({ ApiId = "" }) => routesOf(apiGateway, ApiId));
  return (await Promise.all(points)).flat();
}

async function routesOf(
  apiGateway: ApiGatewayV2Client,
  ApiId: string,
): Promise<readonly IntakePoint[]> {
  const found = await allPages(async (NextToken) => {
    const { Items = [], ...page } = await apiGateway.send(
      new GetRoutesCommand({ ApiId, ...NextToken }),
    );
    return { items: Items, ...page };
  });
  const answering = answeringRoutes();
  return found
    .map(({ RouteKey = "" }) => RouteKey)
    .filter((routeKey) => !answering.has(routeKey))
    .toSorted()
    .map((routeKey) => pointOf(apiGateway, ApiId, routeKey));
}

/** The routes of requests that answer a call of the system. */
function answeringRoutes(): ReadonlySet<string> {
  return new Set(
    contracts.flatMap(({ via, answersTo }) =>
      via.kind === "http" && answersTo !== undefined ? [via.route] : [],
    ),
  );
}

function pointOf(apiGateway: ApiGatewayV2Client, ApiId: string, routeKey: string): IntakePoint {
  const current = async (): Promise<RouteSettings | undefined> => {
    const { RouteSettings = {} } = await apiGateway.send(new GetStageCommand({ ApiId, StageName }));
    return RouteSettings[routeKey];
  };
  const update = async (settings: RouteSettings) => {
    const RouteSettings = { [routeKey]: settings };
    await apiGateway.send(new UpdateStageCommand({ ApiId, StageName, RouteSettings }));
  };
  return {
    kind: "route",
    id: `${ApiId} ${routeKey}`,
    name: routeKey,
    meanwhile: "callers get 429",
    read: async () => ((await current()) ?? null) as Json,
    isStopped: (setting) => (setting as RouteSettings | null)?.ThrottlingRateLimit === 0,
    stop: async () => update({ ...(await current()), ...noRequests }),
    async restore(setting) {
      if (setting !== null) return update(setting as RouteSettings);
      // Without settings of its own the route has those of the stage again.
      await apiGateway.send(
        new DeleteRouteSettingsCommand({ ApiId, StageName, RouteKey: routeKey }),
      );
    },
  };
}
