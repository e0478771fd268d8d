import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sandboxContracts } from "@stagecraft/contracts/contracts/payments-sandbox";
import { httpOperations, webhookOperations } from "@stagecraft/contracts/http-operations";
import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { grantsOf } from "@stagecraft/plan/resources/iam/role-grants";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { invocationsOf } from "@stagecraft/plan/resources/lambda/invocations";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const stage = "personal-test";
let plans: readonly [string, string];
let plan: Plan;

/** Runs the plan command without a cached Plan. */
async function printPlan(): Promise<string> {
  await rm(join(root, ".stagecraft/plan", stage), { recursive: true, force: true });
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["workbench/plan/src/main.ts", "--stage", stage, "--json"],
    { cwd: root, maxBuffer: 2 ** 26 },
  );
  return stdout;
}

afterAll(() => rm(join(root, ".stagecraft/plan", stage), { recursive: true, force: true }));

beforeAll(async () => {
  plans = [await printPlan(), await printPlan()];
  plan = JSON.parse(plans[0]) as Plan;
});

test("two runs of the program print the same Plan", () => {
  expect(plans[1]).toBe(plans[0]);
});

/** What only another setting of infra/stages.ts declares is in subfolders, such as infra/network. */
test("every resource in the program's source is in the Plan", async () => {
  const names = new Set(plan.resources.map(({ name }) => name));
  const declared: string[] = [];
  for (const file of await readdir(join(root, "infra"))) {
    if (!file.endsWith(".ts")) continue;
    const source = await readFile(join(root, "infra", file), "utf8");
    for (const [, name = ""] of source.matchAll(/new (?:aws|sst)[\w.]*\(\s*"(\w+)"/g))
      declared.push(name);
    for (const [, name = ""] of source.matchAll(/(?:lambda|database)Function\(\s*"(\w+)"/g))
      declared.push(name);
  }
  expect(declared.length).toBeGreaterThan(15);
  expect(declared.filter((name) => !names.has(name))).toEqual([]);
});

test("the Plan has no unresolved value, placeholder, provider default or local path", () => {
  for (const { name, type, inputs, outputs } of plan.resources) {
    const text = JSON.stringify([inputs, outputs]);
    expect(text, `${type} ${name}`).not.toMatch(
      /undefined|null|\[object|"identifiers":|"test":|-id"|"id":""/,
    );
    expect(text, `${type} ${name}`).not.toContain(root);
  }
});

test("the API's routes and scopes are those of the contracts", () => {
  const declared = httpApisOf(plan).flatMap(({ routes }) =>
    routes.map(({ routeKey, authorizer }) =>
      `${routeKey} ${authorizer?.scopes.join(" ") ?? ""}`.trim(),
    ),
  );
  const documented = [...httpOperations, ...webhookOperations].map(({ method, path, scope }) =>
    `${method.toUpperCase()} ${path} ${scope ?? ""}`.trim(),
  );
  const sandbox = sandboxContracts.map(({ via }) => via.route);
  expect(declared.toSorted()).toEqual([...documented, ...sandbox].toSorted());
});

test("a role has one policy without action wildcards, and trusts one service only", () => {
  const roles = rolesOf(plan);
  for (const { logicalName, policies, trustPolicy } of roles) {
    expect(policies.length, logicalName).toBe(1);
    const actions = JSON.stringify(policies).match(/"[a-z0-9-]+:[A-Za-z*]+"/g) ?? [];
    expect(actions.length, logicalName).toBeGreaterThan(0);
    expect(actions.filter((action) => action.includes("*"), logicalName)).toEqual([]);
    const trusted = JSON.stringify(trustPolicy).match(/"Service":"[a-z]+\.amazonaws\.com"|"AWS"/g);
    expect(trusted, logicalName).toHaveLength(1);
    expect(trusted?.[0], logicalName).not.toBe('"AWS"');
  }
});

test("the visibility timeout is at least six times the consumer's timeout, and batch item failures are reported", () => {
  for (const source of queueSourcesOf(plan)) {
    const queue = queuesOf(plan).find(({ arn }) => arn === source.queueArn);
    const consumer = functionsOf(plan).find(({ arn }) => arn === source.functionArn);
    expect(queue?.visibilityTimeoutSeconds).toBeGreaterThanOrEqual(
      6 * ((consumer?.timeoutMs ?? 0) / 1000),
    );
    expect(source.reportBatchItemFailures).toBe(true);
    expect(queue?.redrivePolicy).toBeDefined();
  }
});

test("every function is arm64 on nodejs24.x with its own log group and JSON logs", () => {
  const functions = functionsOf(plan);
  expect(functions.length).toBeGreaterThan(3);
  for (const definition of functions) {
    expect(definition).toMatchObject({
      runtime: "nodejs24.x",
      architecture: "arm64",
      logging: { format: "JSON" },
    });
    expect(definition.logging.logGroup).toMatch(
      new RegExp(`^/aws/lambda/${definition.name}-\\d{26}$`),
    );
  }
  expect(databasesOf(plan)).toMatchObject([{ iamAuthentication: true }]);
});

test("every function that logs in to the database is deployed after the migrations", () => {
  const [migrations] = invocationsOf(plan);
  const canLogIn = new Set(
    rolesOf(plan)
      .filter((role) => grantsOf(role).some(({ action }) => action === "rds-db:connect"))
      .map(({ arn }) => arn),
  );
  const functions = resourcesOf(plan, "aws:lambda/function:Function").filter(({ inputs }) =>
    canLogIn.has(String(inputs.role)),
  );
  expect(functions.length).toBeGreaterThan(8);
  for (const { name, dependsOn } of functions) {
    expect(dependsOn, name).toContain(migrations?.logicalName);
  }
});

test("a deploy migrates when a file of the migrations has changed", async () => {
  const folder = join(root, "packages/database/migrations");
  const hash = createHash("sha256");
  for (const file of (await readdir(folder, { recursive: true })).toSorted()) {
    if (file.endsWith(".sql")) hash.update(file).update(await readFile(join(folder, file)));
  }
  expect(invocationsOf(plan)[0]?.triggers.migrations).toBe(hash.digest("hex"));
});
