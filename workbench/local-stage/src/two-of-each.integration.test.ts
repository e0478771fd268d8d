import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Plan } from "@stagecraft/plan/plan";
import { bucketsOf } from "@stagecraft/plan/resources/s3/buckets";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { AwsClient } from "aws4fetch";
import { Client } from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { clientOf } from "../testing/client-of.ts";
import { withoutResources } from "../testing/edit-plan.ts";
import { logOf, stateDirectory } from "../testing/probe-stage.ts";
import { listen } from "./endpoint/listen.ts";
import type { StageOptions } from "./stage/stage-options.ts";
import { type Stage, startStage } from "./start-stage.ts";

let program: FixtureProgram;
/** Without the databases, which most of this does not need. */
let plan: Plan;
let whole: Plan;

beforeAll(async () => {
  program = await fixtureProgram(
    "two-of-each",
    fileURLToPath(new URL("../fixtures", import.meta.url)),
  );
  whole = await program.plan("test");
  plan = withoutResources(whole, "NorthDatabaseCluster", "SouthDatabaseCluster");
});

afterAll(() => program.remove());

async function open(of: Plan, options: Partial<StageOptions> = {}) {
  const logged: string[] = [];
  const directory = options.directory ?? stateDirectory();
  const stage = await startStage(of, {
    root: program.root,
    directory,
    seed: 1,
    log: (line) => logged.push(line),
    ...options,
  });
  onTestFinished(() => stage.stop());
  return { stage, logged, directory };
}

const get = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

/** Gives the first of two ports that follow each other. */
async function twoFreePorts(): Promise<number> {
  const first = await listen(0, () => {});
  const second = await listen(first.port + 1, () => {}).catch(() => undefined);
  await Promise.all([first.close(), second?.close()]);
  return second ? first.port : await twoFreePorts();
}

test("each API has its own address, which is logged, and links and variables have the right one", async () => {
  const { stage, logged } = await open(plan);
  const [north, south] = stage.apis;
  expect(stage.apis.map(({ name }) => name)).toEqual(["North", "South"]);
  expect(north?.url).toBe(stage.url);
  expect(south?.url).not.toBe(stage.url);
  expect(logged).toEqual(
    expect.arrayContaining([`API North: ${north?.url}`, `API South: ${south?.url}`]),
  );
  for (const { name, url } of stage.apis) {
    const { body } = await get(`${url}/place`);
    expect(body).toMatchObject({
      place: name,
      links: [north?.url, south?.url],
      both: `${north?.url},${south?.url}`,
    });
    for (const to of ["North", "South"]) {
      const asked = await get(`${url}/place?to=${to}`);
      expect(asked.body).toMatchObject({ asked: { place: to } });
    }
  }
});

test("the API that is chosen is at the stage's own address", async () => {
  const { stage } = await open(plan, { firstApi: "South" });
  expect((await get(`${stage.url}/place`)).body).toMatchObject({ place: "South" });
  expect(stage.apis.map(({ name }) => name)).toEqual(["South", "North"]);
});

test("a further API is on the port after the stage's, and on another one when that is taken", async () => {
  const port = await twoFreePorts();
  const free = await open(plan, { port });
  const next = `http://127.0.0.1:${port + 1}`;
  expect(free.stage.apis[1]?.url).toBe(next);
  await free.stage.stop();
  const other = await listen(port + 1, () => {});
  onTestFinished(() => other.close());
  const taken = await open(plan, { port });
  expect(taken.stage.apis[1]?.url).not.toBe(next);
  expect((await get(`${taken.stage.apis[1]?.url}/place`)).body).toMatchObject({ place: "South" });
});

test("what is not served is named, one line for each type", async () => {
  const { logged } = await open(plan);
  const lines = logged.filter((line) => line.startsWith("not served here: ")).toSorted();
  expect(lines.map((line) => line.slice("not served here: ".length))).toEqual([
    "Addressed (lambda FunctionUrl)",
    "Entrance (cloudfront Distribution)",
    expect.stringMatching(
      /^FromElsewhere: from arn:aws:sqs:eu-west-1:123456789012:elsewhere to arn:aws:lambda:/,
    ),
    "GET /called of South: its authorizer SouthAuthorizerAsked is a Lambda authorizer",
    "GET /elsewhere of South: it leads to https://example.com, which is not a function",
    "News, Weather (sns Topic)",
    "NewsSubscriberNewsReader, WeatherSubscriberWeatherReader (sns TopicSubscription)",
    "OldCron (cloudwatch EventRule)",
    "Other (rds Cluster)",
    "Rest (apigateway RestApi)",
    "Sockets (apigatewayv2 WebSocket API)",
  ]);
});

test("a route that is not served answers 501, and never without its authorization", async () => {
  const { stage } = await open(plan);
  for (const path of ["called", "elsewhere"]) {
    expect(await get(`${stage.apis[1]?.url}/${path}`)).toEqual({
      status: 501,
      body: { message: "Not Implemented" },
    });
  }
  expect(stage.notices().map(({ message }) => message)).toContainEqual(
    "GET /called was answered 501: the route is not served here: its authorizer SouthAuthorizerAsked is a Lambda authorizer",
  );
});

test("a route with IAM authorization lets in who signs, and nobody else", async () => {
  const { stage } = await open(plan);
  const url = `${stage.apis[1]?.url}/guarded`;
  expect(await get(url)).toEqual({ status: 403, body: { message: "Forbidden" } });
  const { region } = plan;
  const { accessKeyId, secretAccessKey } = stage.operator.credentials;
  const signer = new AwsClient({ accessKeyId, secretAccessKey, region, service: "execute-api" });
  expect((await signer.fetch(url)).status).toBe(200);
});

test("secrets are as the person set them, or their placeholder, from the next start on", async () => {
  const directory = stateDirectory();
  const secretsOf = async ({ url }: Stage) => {
    const { seal, name } = (await get(`${url}/place`)).body;
    return [seal, name];
  };
  const before = await open(plan, { directory });
  const [seal, made] = await secretsOf(before.stage);
  expect(seal).toBe("wax");
  expect(Buffer.from(String(made), "base64")).toHaveLength(32);
  const file = join(directory, "secrets.json");
  expect(before.logged).toEqual(
    expect.arrayContaining([
      `secret Name: made here; set it with SST_SECRET_Name or in ${file}`,
      `secret Seal: its placeholder; set it with SST_SECRET_Seal or in ${file}`,
    ]),
  );
  await before.stage.stop();
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, '{ "Seal": "hunter1", "Name": "hunter2" }');
  const environment = { SST_SECRET_Name: "hunter3" };
  const after = await open(plan, { directory, environment });
  expect(await secretsOf(after.stage)).toEqual(["hunter1", "hunter3"]);
  expect(after.logged.join("\n")).not.toContain("hunter");
});

test("two buckets keep the same key apart", async () => {
  const { stage } = await open(plan);
  const s3 = new S3Client({ ...clientOf(stage), forcePathStyle: true });
  const names = bucketsOf(plan)
    .filter(({ logicalName }) => logicalName.endsWith("Files"))
    .map(({ name }) => name);
  for (const Bucket of names) {
    await s3.send(new PutObjectCommand({ Bucket, Key: "same", Body: Bucket }));
  }
  for (const Bucket of names) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: "same" }));
    expect(await Body?.transformToString()).toBe(Bucket);
  }
  expect(names).toHaveLength(2);
});

// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
test("two functions that consume one queue share its messages, each once", async () => {
  const { stage, directory } = await open(plan);
  const sqs = new SQSClient(clientOf(stage));
  const [queue] = queuesOf(plan).filter(({ logicalName }) => logicalName === "Errands");
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue?.name }));
  const errands = Array.from({ length: 20 }, (_each, index) => `errand ${index}`);
  for (const MessageBody of errands)
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const ran = () =>
    ["NorthRunner", "SouthRunner"].flatMap((runner) =>
      logOf(directory, runner).map((line) => line.replace("ran ", "")),
    );
  const done = () => ran().length >= errands.length;
  expect(await stage.settle({ done, skip: false, limitMs: 20_000 })).toBe(true);
  expect(ran().toSorted()).toEqual(errands.toSorted());
});

test("two databases run independently", async () => {
  const { stage } = await open(whole);
  const urls = Object.entries(stage.operator.databaseUrls);
  expect(urls.map(([name]) => name)).toEqual(["NorthDatabase", "SouthDatabase"]);
  for (const [name, url] of urls) {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`create table place as select '${name}' as name`);
    expect((await client.query("select name from place")).rows).toEqual([{ name }]);
    await client.end();
  }
});
