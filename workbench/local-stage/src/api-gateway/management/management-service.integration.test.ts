import {
  ApiGatewayV2Client,
  BadRequestException,
  DeleteRouteSettingsCommand,
  GetApiCommand,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetStagesCommand,
  NotFoundException,
  UpdateStageCommand,
  type UpdateStageCommandInput,
} from "@aws-sdk/client-apigatewayv2";
import type { Resource } from "@stagecraft/plan/plan";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { expect, onTestFinished, test } from "vitest";
import {
  type Statement,
  serveServices,
  testRegion,
} from "../../dynamodb/testing/serve-services.ts";
import { settingsInMemory } from "../../stage/testing/settings-in-memory.ts";
import { openManagedApi } from "./managed-api.ts";
import { managementService } from "./management-service.ts";
import { planWithApi } from "./testing/plan-with-api.ts";

const ApiId = "a1b2c3";
const StageName = "$default";
const createdAtMs = Date.UTC(2026, 10, 20, 10);
const nowMs = Date.UTC(2026, 10, 23, 12);
const noRequests = { ThrottlingBurstLimit: 0, ThrottlingRateLimit: 0 };

const everything: readonly Statement[] = [{ Action: "apigateway:*", Resource: "*" }];

async function open(planned: Resource["inputs"] = {}, statements = everything) {
  const plan = planWithApi(planned);
  const context = { plan, settings: settingsInMemory, creationTimes: () => createdAtMs };
  const apis = httpApisOf(plan).map((api) => openManagedApi(api, context));
  const service = managementService({ apis, region: testRegion, nowMs: () => nowMs });
  const client = new ApiGatewayV2Client(await serveServices({ apigateway: service }, statements));
  onTestFinished(() => client.destroy());
  const stage = () => client.send(new GetStageCommand({ ApiId, StageName }));
  return {
    client,
    stage,
    update: (input: Omit<UpdateStageCommandInput, "ApiId" | "StageName">) =>
      client.send(new UpdateStageCommand({ ApiId, StageName, ...input })),
    remove: (RouteKey: string) =>
      client.send(new DeleteRouteSettingsCommand({ ApiId, StageName, RouteKey })),
    throttleOf: (routeKey: string) => apis[0]?.routeSettings.throttleOf(routeKey),
  };
}

// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html
test("an API is read alone and in the list of all", async () => {
  const { client } = await open();
  const { $metadata, ...api } = await client.send(new GetApiCommand({ ApiId }));
  expect(api).toEqual({
    ApiId,
    ApiEndpoint: "https://a1b2c3.execute-api.us-east-1.amazonaws.com",
    Name: "jobs",
    ProtocolType: "HTTP",
    ApiKeySelectionExpression: "$request.header.x-api-key",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is an expression of API Gateway
    RouteSelectionExpression: "${request.method} ${request.path}",
    DisableExecuteApiEndpoint: false,
    CreatedDate: new Date(createdAtMs),
    Tags: { owner: "jobs team" },
  });
  expect((await client.send(new GetApisCommand({}))).Items).toEqual([api]);
  await expect(client.send(new GetApiCommand({ ApiId: "other" }))).rejects.toMatchObject({
    name: "NotFoundException",
    message: "Invalid API identifier specified other",
    $metadata: { httpStatusCode: 404 },
  });
});

// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html
test("routes are read in pages", async () => {
  const { client } = await open();
  const get = (NextToken?: string) =>
    client.send(new GetRoutesCommand({ ApiId, MaxResults: "2", NextToken }));
  const first = await get();
  expect(first.Items).toEqual([
    {
      RouteId: "default",
      RouteKey: "$default",
      Target: "integrations/i1",
      AuthorizationType: "NONE",
      ApiKeyRequired: false,
    },
    expect.objectContaining({ RouteKey: "GET /jobs/{id}", AuthorizationType: "AWS_IAM" }),
  ]);
  const second = await get(first.NextToken);
  expect(second.Items?.map(({ RouteKey }) => RouteKey)).toEqual(["POST /jobs"]);
  expect(second.NextToken).toBeUndefined();
  const invalid = client.send(new GetRoutesCommand({ ApiId, MaxResults: "none" }));
  await expect(invalid).rejects.toBeInstanceOf(BadRequestException);
});

// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
test("a stage is read alone and in the list of all, with its route settings", async () => {
  const { client, stage } = await open({
    defaultRouteSettings: { throttlingBurstLimit: 100, throttlingRateLimit: 50 },
    routeSettings: [{ routeKey: "POST /jobs", throttlingRateLimit: 0.5 }],
  });
  const { $metadata, ...read } = await stage();
  expect(read).toEqual({
    StageName,
    AutoDeploy: true,
    DefaultRouteSettings: {
      DetailedMetricsEnabled: false,
      ThrottlingBurstLimit: 100,
      ThrottlingRateLimit: 50,
    },
    RouteSettings: { "POST /jobs": { ThrottlingRateLimit: 0.5 } },
    StageVariables: {},
    CreatedDate: new Date(createdAtMs),
    LastUpdatedDate: new Date(createdAtMs),
    Tags: {},
  });
  expect((await client.send(new GetStagesCommand({ ApiId }))).Items).toEqual([read]);
  const other = client.send(new GetStageCommand({ ApiId, StageName: "other" }));
  await expect(other).rejects.toBeInstanceOf(NotFoundException);
});

// Terraform's provider deletes the settings of a route before an update without them, and a stage was seen to keep what an
// update leaves out: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/apigatewayv2/stage.go,
// https://github.com/go-to-k/cdkd/issues/609
test("an update changes the routes that it names, and leaves the others and the default", async () => {
  const { stage, update, throttleOf } = await open({
    defaultRouteSettings: { throttlingBurstLimit: 100, throttlingRateLimit: 50 },
    routeSettings: [{ routeKey: "POST /jobs", throttlingBurstLimit: 3, throttlingRateLimit: 2 }],
  });
  const { DefaultRouteSettings } = await stage();
  const updated = await update({ RouteSettings: { "GET /jobs/{id}": noRequests } });
  expect(updated).toMatchObject({
    DefaultRouteSettings,
    RouteSettings: {
      "POST /jobs": { ThrottlingBurstLimit: 3, ThrottlingRateLimit: 2 },
      "GET /jobs/{id}": noRequests,
    },
    LastUpdatedDate: new Date(nowMs),
  });
  expect((await stage()).RouteSettings).toEqual(updated.RouteSettings);
  expect(throttleOf("GET /jobs/{id}")).toEqual({ requestsPerSecond: 0, burst: 0 });
  expect(throttleOf("POST /jobs")).toEqual({ requestsPerSecond: 2, burst: 3 });
  expect(throttleOf("$default")).toEqual({ requestsPerSecond: 50, burst: 100 });
});

test("the default applies to the routes without limits of their own", async () => {
  const { stage, update, throttleOf } = await open({
    routeSettings: [{ routeKey: "POST /jobs", throttlingBurstLimit: 3, throttlingRateLimit: 2 }],
  });
  expect(throttleOf("$default")).toBeUndefined();
  await update({ DefaultRouteSettings: noRequests });
  expect((await stage()).DefaultRouteSettings).toEqual({
    DetailedMetricsEnabled: false,
    ...noRequests,
  });
  expect(throttleOf("$default")).toEqual({ requestsPerSecond: 0, burst: 0 });
  expect(throttleOf("POST /jobs")).toEqual({ requestsPerSecond: 2, burst: 3 });
});

// No page says what the other limit is then: it is not configured, so that the default's or the account's applies.
test("an update with one limit leaves the other as it is", async () => {
  const { update, throttleOf } = await open({ defaultRouteSettings: { throttlingBurstLimit: 7 } });
  await update({ RouteSettings: { "POST /jobs": { ThrottlingRateLimit: 0 } } });
  expect(throttleOf("POST /jobs")).toEqual({ requestsPerSecond: 0, burst: 7 });
  await update({ RouteSettings: { "POST /jobs": { ThrottlingBurstLimit: 0 } } });
  expect(throttleOf("POST /jobs")).toEqual({ requestsPerSecond: 0, burst: 0 });
});

// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-routesettings-routekey.html
test("a route whose settings are deleted has the stage's default again", async () => {
  const { remove, stage, update, throttleOf } = await open({
    defaultRouteSettings: { throttlingBurstLimit: 100, throttlingRateLimit: 50 },
  });
  await update({ RouteSettings: { "GET /jobs/{id}": noRequests, "POST /jobs": noRequests } });
  expect((await remove("GET /jobs/{id}")).$metadata.httpStatusCode).toBe(204);
  expect((await stage()).RouteSettings).toEqual({ "POST /jobs": noRequests });
  expect(throttleOf("GET /jobs/{id}")).toEqual({ requestsPerSecond: 50, burst: 100 });
  await expect(remove("GET /jobs/{id}")).rejects.toBeInstanceOf(NotFoundException);
  await expect(remove("GET /nowhere")).rejects.toBeInstanceOf(NotFoundException);
});

// The message is in https://github.com/terraform-aws-modules/terraform-aws-apigateway-v2/pull/80
test("an update of a route that does not exist is refused, and changes nothing", async () => {
  const { stage, update } = await open();
  const refused = update({
    DefaultRouteSettings: noRequests,
    RouteSettings: { "POST /jobs": noRequests, "GET /nowhere": noRequests },
  });
  await expect(refused).rejects.toMatchObject({
    name: "NotFoundException",
    message: "Unable to find Route by key GET /nowhere within the provided RouteSettings",
    $metadata: { httpStatusCode: 404 },
  });
  expect(await stage()).toMatchObject({
    DefaultRouteSettings: { DetailedMetricsEnabled: false },
    RouteSettings: {},
    LastUpdatedDate: new Date(createdAtMs),
  });
});

test("a negative limit is refused", async () => {
  const { update } = await open();
  const refused = update({ DefaultRouteSettings: { ThrottlingRateLimit: -1 } });
  await expect(refused).rejects.toBeInstanceOf(BadRequestException);
});

test.each<[what: string, input: Partial<UpdateStageCommandInput>, named: string]>([
  ["the deployment", { DeploymentId: "d1" }, "deploymentId"],
  ["logging", { AccessLogSettings: { DestinationArn: "arn" } }, "accessLogSettings"],
  [
    "metrics of the default",
    { DefaultRouteSettings: { DetailedMetricsEnabled: true } },
    "defaultRouteSettings detailedMetricsEnabled",
  ],
  [
    "metrics of a route",
    { RouteSettings: { "POST /jobs": { DetailedMetricsEnabled: true } } },
    "routeSettings of POST /jobs detailedMetricsEnabled",
  ],
  [
    "the log level of a route",
    { RouteSettings: { "POST /jobs": { LoggingLevel: "INFO" } } },
    "routeSettings of POST /jobs loggingLevel",
  ],
])("an update of %s is not implemented, by name", async (_what, input, named) => {
  const { update } = await open();
  await expect(update(input)).rejects.toMatchObject({
    name: "NotImplemented",
    message: `not implemented here: API Gateway.UpdateStage with ${named}`,
  });
});

test("settings that were read can be sent back", async () => {
  const { stage, update } = await open({
    defaultRouteSettings: { detailedMetricsEnabled: true, throttlingRateLimit: 50 },
    routeSettings: [{ routeKey: "POST /jobs", detailedMetricsEnabled: true }],
  });
  const { DefaultRouteSettings, RouteSettings } = await stage();
  await update({ DefaultRouteSettings, RouteSettings });
  expect(await stage()).toMatchObject({ DefaultRouteSettings, RouteSettings });
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
test("IAM is asked for the method on the path", async () => {
  const apis = `arn:aws:apigateway:${testRegion}::/apis`;
  const stageArn = `${apis}/${ApiId}/stages/$default`;
  const { client, remove, stage, update } = await open({}, [
    { Action: ["apigateway:GET", "apigateway:PATCH"], Resource: stageArn },
    { Action: "apigateway:DELETE", Resource: `${stageArn}/routesettings/POST /jobs` },
  ]);
  await stage();
  await update({ RouteSettings: { "POST /jobs": noRequests, $default: noRequests } });
  await remove("POST /jobs");
  const denied = (action: string, resource: string) =>
    `not authorized to perform: apigateway:${action} on resource: ${resource}`;
  await expect(remove("$default")).rejects.toThrow(
    denied("DELETE", `${stageArn}/routesettings/$default`),
  );
  await expect(client.send(new GetApisCommand({}))).rejects.toThrow(denied("GET", apis));
  await expect(client.send(new GetApiCommand({ ApiId }))).rejects.toThrow(`${apis}/${ApiId}`);
  await expect(client.send(new GetRoutesCommand({ ApiId }))).rejects.toThrow(
    denied("GET", `${apis}/${ApiId}/routes`),
  );
  await expect(client.send(new GetStagesCommand({ ApiId }))).rejects.toThrow(
    denied("GET", `${apis}/${ApiId}/stages`),
  );
});

test("another operation is not implemented, by its method and path", async () => {
  const { client } = await open();
  await expect(client.send(new GetIntegrationsCommand({ ApiId }))).rejects.toThrow(
    "not implemented here: API Gateway.GET /v2/apis/a1b2c3/integrations",
  );
});
