import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-lambda";
import type { Plan } from "@stagecraft/plan/plan";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { clientOf } from "../../../testing/client-of.ts";
import { withInputs } from "../../../testing/edit-plan.ts";
import { stateDirectory } from "../../../testing/probe-stage.ts";
import { readMetric } from "../../../testing/read-metric.ts";
import type { Dimensions } from "../../cloudwatch/metric.ts";
import { startStage } from "../../start-stage.ts";

const name = "weighted-alias-test-Till";
const arn = `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;

let program: FixtureProgram;
let plan: Plan;
beforeAll(async () => {
  program = await fixtureProgram("weighted-alias");
  plan = await program.plan("test");
});
afterAll(() => program.remove());

const releaseOf = (release: string) =>
  withInputs(plan, "TillFunction", (inputs) => ({
    ...inputs,
    environment: { variables: { RELEASE: release } },
  }));

/** A stage, and clients of it. */
async function open(edited: Plan, directory = stateDirectory()) {
  const stage = await startStage(edited, { root: program.root, directory, seed: 1 });
  const lambda = new LambdaClient({ ...clientOf(stage), maxAttempts: 1 });
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stage.stop());
  onTestFinished(stop);
  onTestFinished(() => lambda.destroy());

  async function sumOf(metric: string, dimensions: Dimensions) {
    const values = await readMetric(
      stage,
      { namespace: "AWS/Lambda", name: metric, dimensions },
      "Sum",
    );
    return values.reduce((sum, value) => sum + value, 0);
  }

  return {
    stage,
    directory,
    lambda,
    stop,
    sumOf,
    async post() {
      const response = await fetch(`${stage.url}/till`, { method: "POST" });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    },
    async invoke(functionName: string, qualifier?: string) {
      const answer = await lambda.send(
        new InvokeCommand({
          FunctionName: functionName,
          ...(qualifier ? { Qualifier: qualifier } : {}),
        }),
      );
      const { ExecutedVersion, FunctionError } = answer;
      const payload = JSON.parse(answer.Payload?.transformToString() ?? "");
      return { ExecutedVersion, FunctionError, payload };
    },
  };
}

test("the API invokes the alias's version, which sees its own number and the alias's ARN", async () => {
  const { post, directory, stop } = await open(plan);
  const { status, body } = await post();
  expect(status).toBe(200);
  expect(body).toMatchObject({
    release: "first",
    version: "1",
    functionVersion: "1",
    invokedFunctionArn: `${arn}:live`,
    logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[1\][0-9a-f]{32}$/),
  });
  expect(body.logStream).toBe(body.logStreamName);
  await stop();
  const lines = readFileSync(join(directory, "logs/Till.jsonl"), "utf8");
  expect(lines).toContain(body.logStream);
  expect(lines).toMatch(/\\"functionArn\\":\\"[^"]+:live\\",\\"version\\":\\"1\\"/);
});

test("a deploy leaves the alias where it was, and $LATEST is the new code", async () => {
  const first = await open(plan);
  await first.stop();
  const { post, invoke } = await open(releaseOf("second"), first.directory);
  expect((await post()).body).toMatchObject({ release: "first", version: "1" });
  expect((await invoke(name)).payload).toMatchObject({
    release: "second",
    version: "$LATEST",
    invokedFunctionArn: arn,
  });
});

test("a weight sends a share of the invocations to the new version, and metrics tell them apart", async () => {
  const first = await open(plan);
  await first.stop();
  const { lambda, invoke, sumOf } = await open(releaseOf("broken"), first.directory);
  const RoutingConfig = { AdditionalVersionWeights: { "2": 0.4 } };
  await lambda.send(new UpdateAliasCommand({ FunctionName: name, Name: "live", RoutingConfig }));
  const answers = [];
  for (let n = 0; n < 20; n += 1) answers.push(await invoke(name, "live"));
  const broken = answers.filter(({ ExecutedVersion }) => ExecutedVersion === "2");
  expect(broken.length).toBeGreaterThan(0);
  expect(broken.length).toBeLessThan(20);
  expect(broken.every(({ FunctionError }) => FunctionError === "Unhandled")).toBe(true);
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  const ofFunction = { FunctionName: name };
  const ofAlias = { ...ofFunction, Resource: `${name}:live` };
  const executed = (version: string) => ({ ...ofAlias, ExecutedVersion: version });
  expect(await sumOf("Invocations", ofFunction)).toBe(20);
  expect(await sumOf("Invocations", ofAlias)).toBe(20);
  expect(await sumOf("Errors", executed("1"))).toBe(0);
  expect(await sumOf("Errors", executed("2"))).toBe(broken.length);
  expect(await sumOf("Invocations", executed("1"))).toBe(20 - broken.length);
});

test("a version is invoked by its number, alone or in the ARN, and its metrics name no executed version", async () => {
  const { invoke, sumOf } = await open(plan);
  const byNumber = await invoke(name, "1");
  expect(byNumber).toMatchObject({ ExecutedVersion: "1", payload: { version: "1" } });
  expect(byNumber.payload.invokedFunctionArn).toBe(`${arn}:1`);
  expect((await invoke(`${arn}:1`)).ExecutedVersion).toBe("1");
  await expect(invoke(name, "2")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `Function not found: ${arn}:2`,
  });
  const ofVersion = { FunctionName: name, Resource: `${name}:1` };
  expect(await sumOf("Invocations", ofVersion)).toBe(2);
  expect(await sumOf("Invocations", { ...ofVersion, ExecutedVersion: "1" })).toBe(0);
});

test("all versions share the function's reserved concurrency", async () => {
  const { lambda } = await open(plan);
  const invokeWith = (Qualifier: string) =>
    lambda.send(new InvokeCommand({ FunctionName: name, Qualifier }));
  // Two at once are reserved. The first needs a new environment and has not ended when the others come.
  const outcomes = await Promise.allSettled(["1", "live", "$LATEST"].map(invokeWith));
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toMatchObject([{ reason: { name: "TooManyRequestsException" } }]);
});

test("a permission on the function alone does not let the API invoke the alias", async () => {
  const edited = withInputs(
    plan,
    String(plan.resources.find(({ type }) => type.endsWith(":Permission"))?.name),
    ({ qualifier: _, ...inputs }) => inputs,
  );
  const { post, stage } = await open(edited);
  expect(await post()).toEqual({ status: 500, body: { message: "Internal Server Error" } });
  const said = stage.notices().map(({ message }) => message);
  expect(said.join("\n")).toContain(`API Gateway may not invoke ${arn}:live`);
});

test("the API of versions and aliases answers the SDK", async () => {
  const { lambda } = await open(plan);
  const FunctionName = name;
  const alias = await lambda.send(new GetAliasCommand({ FunctionName, Name: "live" }));
  expect(alias).toMatchObject({ AliasArn: `${arn}:live`, Name: "live", FunctionVersion: "1" });
  expect(alias.RoutingConfig).toBeUndefined();

  const published = await lambda.send(
    new PublishVersionCommand({ FunctionName: `${arn}`, Description: "by hand" }),
  );
  // Nothing has changed since version 1.
  expect(published).toMatchObject({ Version: "1", FunctionArn: `${arn}:1` });

  const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
  expect(Versions).toMatchObject([
    { Version: "$LATEST", FunctionArn: `${arn}:$LATEST` },
    { Version: "1", FunctionArn: `${arn}:1`, Runtime: "nodejs24.x", MemorySize: 256 },
  ]);
  const firstPage = await lambda.send(
    new ListVersionsByFunctionCommand({ FunctionName, MaxItems: 1 }),
  );
  const { NextMarker: Marker } = firstPage;
  const secondPage = await lambda.send(
    new ListVersionsByFunctionCommand({ FunctionName, MaxItems: 1, Marker }),
  );
  expect(secondPage.Versions).toMatchObject([{ Version: "1" }]);
  expect(secondPage.NextMarker).toBeUndefined();

  expect(await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).toMatchObject({
    FunctionArn: arn,
    Version: "$LATEST",
  });
  expect(
    await lambda.send(new GetFunctionCommand({ FunctionName, Qualifier: "live" })),
  ).toMatchObject({
    Configuration: { FunctionArn: `${arn}:live`, Version: "1" },
    Concurrency: { ReservedConcurrentExecutions: 2 },
  });

  const { RevisionId } = alias;
  const update = { FunctionName, Name: "live", Description: "checked", RevisionId };
  const updated = await lambda.send(new UpdateAliasCommand(update));
  expect(updated).toMatchObject({ Description: "checked", FunctionVersion: "1" });
  await expect(lambda.send(new UpdateAliasCommand(update))).rejects.toMatchObject({
    name: "PreconditionFailedException",
    $metadata: { httpStatusCode: 412 },
  });
  const { Aliases } = await lambda.send(
    new ListAliasesCommand({ FunctionName, FunctionVersion: "1" }),
  );
  expect(Aliases).toMatchObject([{ Name: "live", RevisionId: updated.RevisionId }]);
  await expect(
    lambda.send(new GetAliasCommand({ FunctionName, Name: "other" })),
  ).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `Cannot find alias arn: ${arn}:other`,
  });
  // Recorded from AWS by LocalStack: test_lambda_api.snapshot.json, test_non_existent_alias_update.
  await expect(
    lambda.send(new UpdateAliasCommand({ FunctionName, Name: "other", FunctionVersion: "1" })),
  ).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `Alias not found: ${arn}:other`,
  });
});

test("a replaced bundle is the next version, and the alias's version keeps its code", async () => {
  const { stage, lambda, post, directory } = await open(plan);
  const { bundle } = { bundle: plan.bundles.Till };
  if (!bundle) throw new Error("The fixture has no bundle");
  stage.replaceBundle("Till", { ...bundle, sha256: "ab".repeat(32) });
  const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName: name }));
  expect(Versions?.map(({ Version }) => Version)).toEqual(["$LATEST", "1", "2"]);
  expect((await post()).body).toMatchObject({ version: "1" });
  expect(existsSync(join(directory, "lambda-versions", name, "1"))).toBe(true);
});
