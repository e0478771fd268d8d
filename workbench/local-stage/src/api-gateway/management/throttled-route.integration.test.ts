import {
  ApiGatewayV2Client,
  DeleteRouteSettingsCommand,
  GetApisCommand,
  GetRoutesCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { AwsClient } from "aws4fetch";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { clientOf } from "../../../testing/client-of.ts";
import {
  ask,
  buildProbe,
  openStage,
  type ProbeProgram,
  stateDirectory,
} from "../../../testing/probe-stage.ts";
import type { Stage } from "../../start-stage.ts";

const StageName = "$default";
const RouteKey = "POST /api-probe";
const noRequests = { ThrottlingBurstLimit: 0, ThrottlingRateLimit: 0 };

let probe: ProbeProgram;
beforeAll(async () => {
  probe = await buildProbe();
});
afterAll(() => probe.remove());

async function operatorOf(stage: Stage) {
  const client = new ApiGatewayV2Client({ ...clientOf(stage), maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  const { Items: [{ ApiId } = {}] = [] } = await client.send(new GetApisCommand({}));
  const ofStage = { ApiId, StageName };
  return {
    close: () =>
      client.send(
        new UpdateStageCommand({ ...ofStage, RouteSettings: { [RouteKey]: noRequests } }),
      ),
    reopen: () => client.send(new DeleteRouteSettingsCommand({ ...ofStage, RouteKey })),
    async routeKeys() {
      const { Items = [] } = await client.send(new GetRoutesCommand({ ApiId }));
      return Items.map((route) => route.RouteKey);
    },
  };
}

const echo = { do: "echo", text: "hello" } as const;
const refused = { status: 429, message: "Too Many Requests" };

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html,
// https://github.com/pulumi/pulumi-aws/issues/2363
test("limits of 0 refuse every request of a route at once, also after a restart, and none when they are deleted", async () => {
  const directory = stateDirectory();
  const first = await openStage(probe.planWithoutDatabase, probe, directory);
  const before = await operatorOf(first);
  expect(await before.routeKeys()).toContain(RouteKey);
  expect((await ask(first, "api-probe", echo)).status).toBe(200);
  await before.close();
  expect(await ask(first, "api-probe", echo)).toEqual(refused);
  expect((await ask(first, "ungranted-probe", echo)).status).toBe(200);
  await first.stop();

  const second = await openStage(probe.planWithoutDatabase, probe, directory);
  expect(await ask(second, "api-probe", echo)).toEqual(refused);
  await (await operatorOf(second)).reopen();
  expect((await ask(second, "api-probe", echo)).status).toBe(200);
});

test("a request to the path of the management API that is not signed for it is for the HTTP API", async () => {
  const stage = await openStage(probe.planWithoutDatabase, probe);
  const { url } = stage;
  const { accessKeyId, secretAccessKey } = stage.operator.credentials;
  const notFound = { status: 404, body: { message: "Not Found" } };
  const answerOf = async (response: Response) => ({
    status: response.status,
    body: await response.json(),
  });
  expect(await answerOf(await fetch(`${url}/v2/apis`))).toEqual(notFound);
  const signedFor = (service: string) =>
    new AwsClient({ accessKeyId, secretAccessKey, region: "eu-west-1", service, retries: 0 });
  const invoked = await signedFor("execute-api").fetch(`${url}/v2/apis`);
  expect(await answerOf(invoked)).toEqual(notFound);
  const managed = await signedFor("apigateway").fetch(`${url}/v2/apis`);
  expect(await answerOf(managed)).toMatchObject({ status: 200, body: { items: [{}] } });
});
