import { spawn, spawnSync } from "node:child_process";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { processStart } from "@stagecraft/processes/process-start";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FixtureProgram, fixtureProgram } from "../testing/fixture-program.ts";
import { bundleInputs } from "./bundles/bundle-inputs.ts";
import { reuseBundles } from "./bundles/reuse-bundles.ts";
import type { Bundle, Plan } from "./plan.ts";
import { httpApisOf } from "./resources/api-gateway/http-apis.ts";
import { resourcePoliciesOf } from "./resources/iam/resource-policies.ts";
import { rolesOf } from "./resources/iam/roles.ts";
import { functionsOf } from "./resources/lambda/functions.ts";
import { queueSourcesOf } from "./resources/lambda/queue-sources.ts";
import { schedulesOf } from "./resources/scheduler/schedules.ts";
import { queuesOf } from "./resources/sqs/queues.ts";
import { sstSecretsOf } from "./resources/sst/sst-secrets.ts";
import { synthesize } from "./synthesize.ts";

const command = fileURLToPath(new URL("./main.ts", import.meta.url));
let program: FixtureProgram;
let plan: Plan;

beforeAll(async () => {
  program = await fixtureProgram("small");
  plan = await synthesize({ root: program.root, stage: "dev" });
});

afterAll(() => program.remove());

test("a second run without the cache gives the same bytes", async () => {
  await rm(join(program.root, ".stagecraft"), { recursive: true });
  const again = await synthesize({ root: program.root, stage: "dev" });
  expect(JSON.stringify(again)).toBe(JSON.stringify(plan));
});

test("of concurrent calls only the first runs the program, and all give the same Plan", async () => {
  await rm(join(program.root, ".stagecraft"), { recursive: true });
  const readings = await Promise.all(
    [1, 2, 3].map(() => synthesize({ root: program.root, stage: "dev" })),
  );
  for (const reading of readings) expect(reading).toEqual(plan);
});

test("a run leaves no files in SST's own folder", async () => {
  const platform = await readdir(join(program.root, ".sst", "platform"));
  const programs = platform.flatMap(
    (name) => /^stagecraft\.dev\.(\d+)\.mjs$/.exec(name)?.[1] ?? [],
  );
  // Other tests share the folder: files of running processes are in use.
  expect(programs.filter((pid) => processStart(Number(pid)) === undefined)).toEqual([]);
});

test("when the Plan cannot be stored, the command says so in one line, with what to do", async () => {
  const readOnly = await fixtureProgram("small");
  await writeFile(join(readOnly.root, ".stagecraft"), "");
  const { status, stderr } = spawnSync(process.execPath, [command], {
    cwd: readOnly.root,
    encoding: "utf8",
  });
  expect(stderr).toMatch(
    /^plan: The Plan and its bundles cannot be stored in .*\/\.stagecraft\/plan\/local: ENOTDIR: .*\. Make the checkout writable and free some disk space, or work in a copy of it\.\n$/,
  );
  expect(status).toBe(2);
  await readOnly.remove();
});

test("the program ends with the command, even when that is killed", async () => {
  const endless = await fixtureProgram("small");
  const pidFile = join(endless.root, "pid");
  const config = join(endless.root, "sst.config.ts");
  const wait = `(await import("node:fs")).writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
    await new Promise(() => setInterval(() => {}, 1_000_000));`;
  const text = await readFile(config, "utf8");
  await writeFile(config, text.replace("async run() {", `async run() {\n${wait}`));
  const child = spawn(process.execPath, [command], { cwd: endless.root, stdio: "ignore" });
  const readPid = () => readFile(pidFile, "utf8").then(Number, () => 0);
  await expect.poll(readPid, { timeout: 60_000 }).toBeGreaterThan(0);
  const pid = await readPid();
  expect(processStart(pid)).toBeDefined();
  child.kill("SIGKILL");
  await expect.poll(() => processStart(pid), { timeout: 10_000 }).toBeUndefined();
  await endless.remove();
});

test("it contains no unresolved value, no path of this machine and no format of the provider", () => {
  for (const resource of plan.resources) {
    const text = JSON.stringify(resource);
    expect(text).not.toMatch(/undefined|\[object|"test":|"identifiers":|-id"|pulumi:providers/);
    expect(text).not.toContain(program.root);
    expect(JSON.stringify([resource.inputs, resource.outputs])).not.toContain("null");
  }
});

test("a secret is a mark, also inside a string and in a link", () => {
  const [worker] = functionsOf(plan);
  expect(worker?.environment.GREETING).toBe("hello {{secret:ShopPassword}}");
  expect(worker?.bundle.links.ShopPassword).toMatchObject({ value: "{{secret:ShopPassword}}" });
});

test("a secret with a computed placeholder has the placeholder, and is still a mark", () => {
  expect(sstSecretsOf(plan)).toEqual([
    { name: "Greeting", placeholder: "hello" },
    { name: "LoudGreeting", placeholder: "{{secret:Greeting}}!" },
    { name: "ShopPassword" },
  ]);
});

test("an unsupported type is in the Plan", () => {
  const topic = plan.resources.find(({ name }) => name === "Unheard");
  expect(topic).toMatchObject({ type: "aws:sns/topic:Topic", parent: null });
});

test("functions have their role, their limits and the bundle that would be uploaded", async () => {
  const [worker] = functionsOf(plan);
  expect(worker).toMatchObject({
    logicalName: "Worker",
    arn: `arn:aws:lambda:eu-west-1:123456789012:function:${worker?.name}`,
    runtime: "nodejs24.x",
    timeoutMs: 20_000,
    memoryMb: 1024,
    bundle: { source: "src/handler.handler", handler: "bundle.handler" },
  });
  const code = await readFile(
    join(program.root, worker?.bundle.directory ?? "", "bundle.mjs"),
    "utf8",
  );
  expect(code).toContain('"done"');
});

test("a role has the grant of its link, and the managed policy with its source", () => {
  const worker = rolesOf(plan).find(({ logicalName }) => logicalName === "Worker");
  expect(worker?.policies.map(({ name }) => name)).toEqual([
    "Worker/inline",
    "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
  ]);
  expect(worker?.policies[0]?.document).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: queuesOf(plan)[0]?.arn }],
  });
  expect(plan.managedPolicies[0]?.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});

test("queues, their consumers, routes and schedules are read as AWS would have them", () => {
  expect(queuesOf(plan)).toMatchObject([
    {
      logicalName: "Jobs",
      fifo: true,
      visibilityTimeoutSeconds: 120,
      arn: expect.stringMatching(/\.fifo$/),
    },
  ]);
  expect(queueSourcesOf(plan)).toMatchObject([
    { batchSize: 5, reportBatchItemFailures: true, queueArn: queuesOf(plan)[0]?.arn },
  ]);
  expect(httpApisOf(plan)[0]?.routes).toMatchObject([
    { routeKey: "GET /open" },
    {
      routeKey: "POST /closed/{id}",
      authorizer: { issuer: "https://tokens.example.com", audiences: ["shop"], scopes: ["write"] },
    },
  ]);
  expect(schedulesOf(plan)).toMatchObject([
    {
      expression: "cron(0 3 * * ? *)",
      maximumRetryAttempts: 1,
      targetArn: functionsOf(plan)[0]?.arn,
    },
  ]);
});

test("a permission is the statement that Lambda would create", () => {
  const [policy] = resourcePoliciesOf(plan);
  expect(policy?.document).toMatchObject({
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "apigateway.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: functionsOf(plan)[0]?.arn,
        Condition: { ArnLike: { "AWS:SourceArn": expect.stringMatching(/^arn:aws:execute-api:/) } },
      },
    ],
  });
});

test("another stage reuses bundles of the same files, and builds the others", async () => {
  const { root } = program;
  const request = { name: "Worker", ...(plan.bundles.Worker as Bundle) };
  const output = join(root, ".stagecraft/plan/other/bundles");
  const reused = async (change: Partial<typeof request> = {}) =>
    (await reuseBundles(root, output, [{ ...request, ...change }])).Worker;
  const taken = await reused({ links: { other: "stage" } });
  expect(taken).toMatchObject({ sha256: request.sha256, links: { other: "stage" } });
  expect(dirname(String(taken?.directory))).toBe(".stagecraft/plan/other/bundles");
  const built = await readFile(join(root, request.directory, "bundle.mjs"));
  expect(await readFile(join(root, String(taken?.directory), "bundle.mjs"))).toEqual(built);
  expect(await bundleInputs(root, taken as Bundle)).toEqual(await bundleInputs(root, request));

  expect(await reused({ settings: { ...request.settings, minify: true } })).toBeUndefined();
  await writeFile(join(root, "tsconfig.json"), "{}");
  expect(await reused()).toBeUndefined();
  await rm(join(root, "tsconfig.json"));
  const source = join(root, "src/handler.ts");
  const text = await readFile(source, "utf8");
  await writeFile(source, `${text}// changed\n`);
  expect(await reused()).toBeUndefined();
  await writeFile(source, text);
  expect(await reused()).toBeDefined();
});

test("a change in the code makes a new Plan, and without a change the cached Plan is used", async () => {
  const source = join(program.root, "src/handler.ts");
  await writeFile(source, 'export const handler = async () => "changed";\n');
  const changed = await synthesize({ root: program.root, stage: "dev" });
  expect(changed.bundles.Worker?.sha256).not.toBe(plan.bundles.Worker?.sha256);
  const cached = join(program.root, ".stagecraft/plan/dev/plan.json");
  const { mtimeMs } = await stat(cached);
  expect(await synthesize({ root: program.root, stage: "dev" })).toEqual(changed);
  expect((await stat(cached)).mtimeMs).toBe(mtimeMs);
});

test("a change in a file that infra/ reads from elsewhere makes a new Plan", async () => {
  await writeFile(join(program.root, "figures.ts"), 'export const url = "first";\n');
  const config = join(program.root, "sst.config.ts");
  const text = await readFile(config, "utf8");
  await writeFile(config, text.replace("./infra/shop.ts", "./figures.ts"));
  const before = await synthesize({ root: program.root, stage: "dev" });
  await writeFile(join(program.root, "figures.ts"), 'export const url = "second";\n');
  const after = await synthesize({ root: program.root, stage: "dev" });
  expect([before.outputs.url, after.outputs.url]).toEqual(["first", "second"]);
  expect(after.programFiles).toEqual(["figures.ts", "sst.config.ts"]);
});

test("a stage name that SST refuses is an error", async () => {
  await expect(synthesize({ root: program.root, stage: "../prod" })).rejects.toThrow(
    /is not a valid stage name/,
  );
});
