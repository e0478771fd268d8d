import { fileURLToPath } from "node:url";
import type { Plan } from "@stagecraft/plan/plan";
import { fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { beforeAll, expect, test } from "vitest";
import type { Finding } from "../finding.ts";
import type { GateInput, Verdict } from "../gate.ts";
import { network, rules } from "./network.ts";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));

let plan: Plan;
let verdict: Verdict;

beforeAll(async () => {
  const program = await fixtureProgram("network-faults", fixtures);
  try {
    plan = await program.plan("prod");
  } finally {
    await program.remove();
  }
  verdict = await check(plan);
});

const check = (checked: Plan) => network({ plan: checked } as GateInput);
const found = (rule: string, { findings }: Verdict): readonly Finding[] =>
  findings.filter((finding) => finding.rule === `network/${rule}`);

/** The resources that each rule must find, and its fix. Everything else in the program must pass. */
const planted = [
  ["idle-in-vpc", ["Exposed", "Idle"], "Remove `vpc` from Idle"],
  [
    "unreachable-service",
    ["Nameless", "Silenced", "Unheard"],
    'serviceName: "com.amazonaws.eu-west-1.sns"',
  ],
  [
    "unreachable-service",
    ["Nameless", "Silenced", "Unheard"],
    "referencedSecurityGroupId: doors.id",
  ],
  [
    "unreachable-service",
    ["Nameless", "Silenced", "Unheard"],
    "In KeysDoor: privateDnsEnabled: true",
  ],
  [
    "unreachable-database",
    ["FarAway", "Unruled"],
    "vpc: { privateSubnets: [enclosedA.id, enclosedB.id], securityGroups: [app.id] }",
  ],
  [
    "unreachable-service",
    ["Nameless", "Silenced", "Unheard"],
    "In KeysDoor: privateDnsEnabled: true",
  ],
  [
    "unreachable-database",
    ["FarAway", "Unruled"],
    '"BareToDataEgress", {\n  securityGroupId: bare.id',
  ],
  ["unreachable-outside", ["Homesick"], "remove NEWS from Homesick"],
  ["endpoint-policy", ["QueuesDoor"], 'actions: ["sqs:PurgeQueue"]'],
  [
    "wide-endpoint-policy",
    ["KeysDoor", "RunsDoor"],
    'In KeysDoor, policy: aws.iam.getPolicyDocumentOutput({ statements: [{\n  actions: ["kms:Sign"],',
  ],
  ["wide-endpoint-policy", ["KeysDoor", "RunsDoor"], 'actions: ["states:StartExecution"]'],
  ["idle-endpoint", ["SecretsDoor"], "Remove SecretsDoor"],
  ["wide-rule", wideRules(), "Remove the rule from DataByUdp"],
  ["wide-rule", wideRules(), "Remove the rule from AppByPing"],
  [
    "wide-rule",
    wideRules(),
    'In DataByAnyProtocol: ipProtocol: "tcp", fromPort: 5432, toPort: 5432',
  ],
  ["wide-rule", wideRules(), "Remove the rule from DataFromNobody"],
  ["wide-rule", wideRules(), 'ipProtocol: "tcp", fromPort: 5432, toPort: 5432'],
  ["wide-rule", wideRules(), "instead of 0.0.0.0/0: referencedSecurityGroupId: app.id"],
  ["nat-for-gateway-service", ["Exporter"], "routeTableIds: [leavingRoutes.id]"],
  ["idle-exit", ["IdleAddress", "IdleGateway", "IdleNat"], "Remove IdleNat"],
  ["public-subnet", ["Empty", "OpenA", "OpenB"], "without an internet gateway"],
  ["public-database", ["FindableInstance"], "publiclyAccessible: false"],
  ["single-zone", ["Exporter", "Findable"], 'availabilityZone: "eu-west-1b"'],
] as const;

test.each(planted)("%s finds %j and nothing else, with the fix: %s", (rule, resources, fix) => {
  const findings = found(rule, verdict);
  expect(findings.map(({ resource }) => resource).toSorted()).toEqual(resources);
  expect(findings.map((finding) => finding.fix).join("\n")).toContain(fix);
});

test("each rule has a planted fault", () => {
  const found = new Set(verdict.findings.map(({ rule }) => rule));
  expect(found).toEqual(new Set(planted.map(([rule]) => `network/${rule}`)));
  expect(found.size).toBe(rules.length);
});

test("a stage that keeps no data may be in one zone", async () => {
  const clean = await check({ ...plan, protect: false, removal: "remove" });
  expect(found("single-zone", clean)).toEqual([]);
});

test("a function in a VPC that may call everything cannot be checked", async () => {
  const resources = plan.resources.map((resource) =>
    resource.name === "SoundRole" ? { ...resource, inputs: allowingEverything } : resource,
  );
  const { undecided } = await check({ ...plan, resources });
  expect(undecided).toMatchObject([{ rule: "network/unknown-needs", resource: "Sound" }]);
});

const statement = { Effect: "Allow", Action: "*", Resource: "*" };
const allowingEverything = {
  name: "sound",
  inlinePolicies: [{ name: "all", policy: { Version: "2012-10-17", Statement: [statement] } }],
};

function wideRules() {
  return [
    ...["AppByPing", "AppToUnusedPort", "DataByAnyProtocol", "DataByUdp", "DataFromEveryone"],
    ...["DataFromIpv6", "DataFromNetwork", "DataFromNobody", "DataOnAnyPort"],
  ];
}
