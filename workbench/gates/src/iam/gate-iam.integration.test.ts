import { fileURLToPath } from "node:url";
import type { Plan } from "@stagecraft/plan/plan";
import { ownName, resourcesOf, textOf } from "@stagecraft/plan/resources";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noTelemetry } from "../../testing/no-telemetry.ts";
import type { Verdict } from "../gate.ts";
import { CannotCheckError } from "../read-evidence.ts";
import { gateIam } from "./gate-iam.ts";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));

let program: FixtureProgram;
let plan: Plan;
let verdict: Verdict;

beforeAll(async () => {
  program = await fixtureProgram("iam-faults", fixtures);
  plan = await program.plan("dev");
  verdict = await check([
    use("Exact", "sqs:SendMessage", queue("Letters")),
    use("Idle", "sqs:SendMessage", queue("Letters")),
    use("WildAction", "sqs:SendMessage", queue("Letters")),
    use("Managed", "logs:PutLogEvents", `${logGroup()}:log-stream:2026/11/23/0a`),
    use("Broad", "sqs:SendMessage", queue("Letters")),
    use("Reader", "s3:GetObject", `${files()}/in/a.csv`),
    use("WildResource", "sqs:SendMessage", queue("Bills")),
    use("Describer", "ec2:DescribeSubnets", "*"),
    use("SealKeeper", "secretsmanager:GetSecretValue", seal()),
    use("AnySecret", "secretsmanager:GetSecretValue", seal()),
    use("AnyKey", "kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/1"),
    use("AnyRole", "iam:PassRole", roleArn("Shared")),
    use("OneRole", "iam:PassRole", roleArn("Shared")),
    use("Lister", "secretsmanager:ListSecrets", "*"),
    use("AliasKeeper", "kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/1"),
    use("AttachedExact", "sqs:SendMessage", queue("Letters")),
    use("AttachedTogether", "sqs:SendMessage", queue("Letters")),
    use("AttachedWide", "sqs:SendMessage", queue("Letters")),
  ]);
});

afterAll(() => program.remove());

function check(permissionsUsed: readonly ReturnType<typeof use>[]) {
  const evidence = async () => ({
    plan: "",
    recordedAt: "2026-12-31T00:00:00.000Z",
    permissionsUsed,
    telemetry: noTelemetry,
    invocations: [],
  });
  return gateIam({
    root: program.root,
    plan,
    today: "2026-11-30",
    evidencePlan: async () => plan,
    evidence,
  });
}

function use(role: string, action: string, resource: string) {
  return { roleArn: roleArn(role), action, resource };
}

function roleArn(role: string): string {
  const found = rolesOf(plan).find(({ logicalName }) => logicalName === role);
  if (!found) throw new Error(`There is no role ${role}`);
  return found.arn;
}

function arnOf(type: string, name: string): string {
  const found = resourcesOf(plan, type).find((resource) => ownName(resource) === name);
  if (!found) throw new Error(`There is no ${name}`);
  return textOf(found, "arn");
}

const queue = (name: string) => arnOf("aws:sqs/queue:Queue", name);
const files = () => arnOf("aws:s3/bucket:Bucket", "Files");
const logGroup = () => arnOf("aws:cloudwatch/logGroup:LogGroup", "Managed");
const executionArn = () =>
  String(resourcesOf(plan, "aws:apigatewayv2/api:Api").map(({ outputs }) => outputs.executionArn));
const seal = () => arnOf("aws:secretsmanager/secret:Secret", "Seal");

/** Each rule finds its planted fault, and nothing else in the program. */
type Planted = readonly [rule: string, resources: readonly string[], fix: () => string];

test.each<Planted>([
  [
    "iam/unused-action",
    ["Idle"],
    () => `{ actions: ["sqs:SendMessage"], resources: ["${queue("Letters")}"] }`,
  ],
  [
    "iam/wider-than-used",
    ["Broad", "Reader"],
    () => `{ actions: ["s3:GetObject"], resources: ["${files()}/in/*"] }`,
  ],
  [
    "iam/wildcard-action",
    ["AttachedTogether", "AttachedWide", "Linked", "WildAction"],
    () => `{ actions: ["sqs:SendMessage"], resources: ["${queue("Letters")}"] }`,
  ],
  [
    "iam/wildcard-resource",
    ["WildResource"],
    () => `{ actions: ["sqs:SendMessage"], resources: ["${queue("Bills")}"] }`,
  ],
  [
    "iam/managed-policy",
    ["AttachedManaged", "Managed"],
    () => `{ actions: ["logs:PutLogEvents"], resources: ["${logGroup()}:*"] }`,
  ],
  [
    "iam/wide-trust",
    ["Trusting", "TwoServices"],
    () => `{ Principal: { Service: "lambda.amazonaws.com" } }`,
  ],
  [
    "iam/trust-without-source",
    ["SourcedAnywhere", "Unsourced"],
    () =>
      `{ Principal: { Service: "scheduler.amazonaws.com" }, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }`,
  ],
  [
    "iam/shared-role",
    ["Shared"],
    () => "Pollux without `role`: SST creates a role for each function.",
  ],
  [
    "iam/pass-role",
    ["AnyRole"],
    () =>
      `{ actions: ["iam:PassRole"], resources: ["${roleArn("Shared")}"] } with the condition StringEquals "iam:PassedToService"`,
  ],
  [
    "iam/open-resource-policy",
    openPolicies(),
    () => `Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } }`,
  ],
  ["iam/open-resource-policy", openPolicies(), () => `In OpenUrl: url: { authorization: "iam" }`],
  [
    "iam/untied-secret",
    ["AnyKey", "AnySecret"],
    () => `{ actions: ["secretsmanager:GetSecretValue"], resources: ["${seal()}"] }`,
  ],
])("%s finds %j, with a fix", (rule, resources, fix) => {
  const found = verdict.findings.filter((finding) => finding.rule === rule);
  expect(found.map(({ resource }) => resource).toSorted()).toEqual(resources);
  expect(found.map((finding) => finding.fix)).toContain(fix());
});

test.each<[string, string, () => string]>([
  [
    "AnyBucketMayCall",
    "s3.amazonaws.com",
    () => `sourceArn: "${arnOf("aws:s3/bucket:Bucket", "Inbox")}", sourceAccount: "123456789012"`,
  ],
  ["AnyApiMayCall", "apigateway.amazonaws.com", () => `sourceArn: "${executionArn()}/*"`],
  [
    "AnyRuleMayCall",
    "events.amazonaws.com",
    () => `sourceArn: "${arnOf("aws:cloudwatch/eventRule:EventRule", "Nightly")}"`,
  ],
  ["AnyTopicMayCall", "sns.amazonaws.com", () => "sourceArn: the ARN of the caller"],
])("%s lets any %s call a function, and the fix names the caller", (name, service, fix) => {
  const [found] = verdict.findings.filter(({ resource }) => resource === name);
  expect(found).toMatchObject({
    message: `${service} may use it on behalf of any account.`,
    fix: `In ${name}: ${fix()}`,
  });
});

test("an unused action that the code calls is undecided, and the position of the call is named", () => {
  expect(verdict.undecided).toMatchObject([{ rule: "iam/unused-action", resource: "Sender" }]);
  expect(verdict.undecided[0]?.message).toContain("src/send.ts:6 calls SendMessage");
});

test("the ratios count actions with their wildcards expanded, and actions that SST's link would grant for the calls in the code", () => {
  expect(verdict.figures).toEqual({
    "over-privilege ratio": "6.00 (108 granted, 18 used)",
    "over-privilege ratio with SST's plain link": "7.06 (127 granted, 18 used)",
  });
});

test("evidence without any permission used cannot be checked", async () => {
  await expect(check([])).rejects.toThrow(CannotCheckError);
});

function openPolicies() {
  return [
    ...["AnyApiMayCall", "AnyBucketMayCall", "AnyRuleMayCall", "AnyTopicMayCall"],
    ...["EverybodyMayCall", "LentKey", "LostBucketMayCall", "OpenKey"],
    ...["OpenLetters", "OpenRiver", "OpenSeal", "OpenUrl", "OpenWord", "OthersNotes"],
    "StrangerMayCall",
  ];
}
