import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { compilePolicies } from "@stagecraft/iam/compile-policies";
import { parsePolicy } from "@stagecraft/iam/parse/parse-policy";
import type { Plan } from "@stagecraft/plan/plan";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkRole } from "./check-role.ts";
import { type DeployPolicy, deployPolicy } from "./deploy-policy.ts";
import { neededActions } from "./needed-actions.ts";
import { type StageNames, stageNames } from "./stage-names.ts";
import { roleTemplate } from "./template.ts";

let program: FixtureProgram;
let names: StageNames;
let policy: DeployPolicy;

beforeAll(async () => {
  program = await fixtureProgram("small");
  names = stageNames(await program.plan("dev"));
  policy = await deployPolicy(names);
});
afterAll(() => program.remove());

const account = "123456789012";

/** Whether the role is allowed the action. */
function may(action: string, resource: string, context: Record<string, string> = {}): boolean {
  const document = { Version: "2012-10-17", Statement: policy.statements };
  const decide = compilePolicies({ identity: [parsePolicy("deploy", document)] });
  return decide({
    principal: {
      kind: "assumed-role",
      accountId: account,
      roleArn: `arn:aws:iam::${account}:role/deploy`,
      sessionArn: `arn:aws:sts::${account}:assumed-role/deploy/ci`,
    },
    action,
    resource,
    resourceAccountId: account,
    context,
  }).allowed;
}

test("the role may deploy everything in the Plan, and nothing of another stage", async () => {
  expect(await checkRole(names, policy)).toEqual([]);
});

test("a missing action and an action that reaches another stage are reported", async () => {
  const without = policy.statements.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((action) => action !== "sqs:CreateQueue"),
  }));
  expect(await checkRole(names, { ...policy, statements: without })).toContainEqual({
    resource: expect.stringMatching(/Queue$/),
    message: expect.stringContaining("is not authorized to perform: sqs:CreateQueue"),
  });
  const wider = policy.statements.map((statement) =>
    statement.Action.includes("sqs:DeleteQueue") ? { ...statement, Resource: ["*"] } : statement,
  );
  expect(await checkRole(names, { ...policy, statements: wider })).toContainEqual({
    resource: expect.stringMatching(/Queue$/),
    message: "sqs:DeleteQueue reaches other stages",
  });
});

test("it creates no role without the boundary, cannot change its own role, and passes roles only to the services that they trust", () => {
  const role = `arn:aws:iam::${account}:role/small-dev-WorkerRole-abcdefgh`;
  const boundary = {
    "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/small-dev-boundary`,
  };
  for (const action of ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"]) {
    expect(may(action, role, boundary)).toBe(true);
    expect(may(action, role)).toBe(false);
    expect(may(action, `arn:aws:iam::${account}:role/deploy-small-dev`, boundary)).toBe(false);
  }
  expect(may("iam:DeleteRolePermissionsBoundary", role, boundary)).toBe(false);
  expect(may("iam:PassRole", role, { "iam:PassedToService": "lambda.amazonaws.com" })).toBe(true);
  expect(may("iam:PassRole", role, { "iam:PassedToService": "ec2.amazonaws.com" })).toBe(false);
});

test("a resource without a stage name in its ARN can be changed only with the stage's tag, and never be taken over", () => {
  const vpc = `arn:aws:ec2:eu-west-1:${account}:vpc/vpc-0123456789abcdef0`;
  const api = "arn:aws:apigateway:eu-west-1::/apis/abcdefghij";
  const own = { "aws:ResourceTag/sst:app": "small", "aws:ResourceTag/sst:stage": "dev" };
  const others = { ...own, "aws:ResourceTag/sst:stage": "prod" };
  const claim = { "aws:RequestTag/sst:app": "small", "aws:RequestTag/sst:stage": "dev" };
  expect(may("apigateway:PATCH", api, own)).toBe(true);
  expect(may("apigateway:PATCH", api, others)).toBe(false);
  expect(may("ec2:CreateTags", vpc, { ...others, ...claim })).toBe(false);
});

test("it cannot read or write the state, secrets and passphrase of another stage", () => {
  const state = "arn:aws:s3:::sst-state-abcdefgh/app/small";
  const phrase = `arn:aws:ssm:eu-west-1:${account}:parameter/sst/passphrase/small`;
  expect(may("s3:PutObject", `${state}/dev.json`)).toBe(true);
  expect(may("s3:PutObject", `${state}/prod.json`)).toBe(false);
  expect(may("ssm:GetParameter", `${phrase}/dev`)).toBe(true);
  expect(may("ssm:GetParameter", `${phrase}/prod`)).toBe(false);
});

test("the template fits IAM's limits, names no account, and trusts only the repository's jobs", async () => {
  const template = JSON.stringify(roleTemplate(names, { policy, repository: "acme/shop" }));
  expect(template).not.toContain(account);
  const { Resources } = JSON.parse(
    template
      .replaceAll(/\{"Fn::Sub":("[^"]*")\}/g, "$1")
      .replaceAll(/\$\{AWS::AccountId\}/g, account),
  ) as { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };
  const policies = Object.values(Resources).filter(({ Type }) => Type.endsWith("ManagedPolicy"));
  for (const { Properties } of policies) {
    expect(JSON.stringify(Properties.PolicyDocument).length).toBeLessThanOrEqual(6_144);
  }
  expect(policies.length).toBeLessThanOrEqual(11);
  expect(JSON.stringify(Resources.Role?.Properties.AssumeRolePolicyDocument)).toContain(
    '"token.actions.githubusercontent.com:sub":["repo:acme/shop:environment:dev"]',
  );
});

test("the role for pull requests deploys the stages of all pull requests, and no other stage", async () => {
  const ofRequest = stageNames({ ...names.plan, stage: "pr-7" } as Plan);
  expect(ofRequest).toMatchObject({ stage: "pr-*", prefix: "small-pr-" });
  const { statements } = await deployPolicy(ofRequest);
  const resources = JSON.stringify(statements);
  expect(resources).toContain("parameter/sst/passphrase/small/pr-*");
  expect(resources).not.toContain("small-dev-");
});

test("a resource type whose actions are unknown is named", async () => {
  const unknown = { type: "aws:iot/thing:Thing", name: "Lamp", parent: null, dependsOn: [] };
  const plan = {
    ...names.plan,
    resources: [...names.plan.resources, { ...unknown, inputs: {}, outputs: {} }],
  };
  await expect(neededActions(plan)).rejects.toThrow(/a deploy of aws:iot\/thing:Thing calls/);
});

test.each([
  [[], /name the stage/],
  [["--stage", "personal-anna", "--repository", "acme/shop"], /The role is for CI jobs/],
  [["--stage", "dev"], /name the repository whose jobs may deploy/],
  [["--stage", "dev", "--repository", "acme"], /name the repository whose jobs may deploy/],
])("%j is wrong use", (args, message) => {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const run = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(message);
});
