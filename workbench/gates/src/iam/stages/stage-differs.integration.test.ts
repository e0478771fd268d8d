import { fileURLToPath } from "node:url";
import type { Plan } from "@stagecraft/plan/plan";
import { ownName, resourcesOf, textOf } from "@stagecraft/plan/resources";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Verdict } from "../../gate.ts";
import { gateIam } from "../gate-iam.ts";

const fixtures = fileURLToPath(new URL("../../../fixtures", import.meta.url));

let program: FixtureProgram;
let local: Plan;
let prod: Plan;
let ofDev: Verdict;
let ofProd: Verdict;

beforeAll(async () => {
  program = await fixtureProgram("stage-faults", fixtures);
  local = await program.plan("local");
  ofDev = await check(await program.plan("dev"));
  prod = await program.plan("prod");
  ofProd = await check(prod);
}, 120_000);

afterAll(() => program.remove());

function check(plan: Plan): Promise<Verdict> {
  return gateIam({
    root: program.root,
    plan,
    evidencePlan: async () => local,
    async evidence() {
      throw new Error("No stage but the one that is seen needs evidence.");
    },
  });
}

function arnOf(plan: Plan, type: string, name: string): string {
  const found = resourcesOf(plan, type).find((resource) => ownName(resource) === name);
  if (!found) throw new Error(`There is no ${name}`);
  return textOf(found, "arn");
}

const letters = (plan: Plan) => arnOf(plan, "aws:sqs/queue:Queue", "Letters");
const bills = (plan: Plan) => arnOf(plan, "aws:sqs/queue:Queue", "Bills");
const differencesIn = ({ findings }: Verdict) =>
  findings.filter(({ rule }) => rule === "iam/stage-differs");

test("a stage of another region, with other names and sizes and statements otherwise divided, does not differ", () => {
  expect(differencesIn(ofDev)).toEqual([]);
  expect(ofDev.figures).toEqual({
    "permissions used": "checked on stage local, whose policies these equal (npm run gate -- iam)",
  });
  expect(ofDev.looked).toBeGreaterThan(10);
});

test("every fault of prod is found by the name of its role or policy, and nothing else", () => {
  const found = new Set(differencesIn(ofProd).map(({ resource }) => resource));
  expect([...found].toSorted()).toEqual([
    ...["Denied", "FilesMayCall", "NoBoundary", "NoCondition", "NotOnProd", "OfLocal"],
    ...["OneActionLess", "OneActionMore", "OpenBills", "OtherFolder", "OtherResource"],
    ...["OtherTrust", "ProdOnly", "ProdOnlyAnyLog", "ProdOnlyDrafts", "ProdOnlyIdle"],
    ...["ProdOnlyLogReader", "ProdOnlyOtherLog", "Wildcard"],
  ]);
  expect(ofProd.figures).toMatchObject({
    "permissions used": "checked on stage local, whose policies differ (npm run gate -- iam)",
  });
});

test("what a stage has alone is checked by itself where it grants nothing, or what Lambda uses at each invocation", () => {
  const { "of this stage alone, checked without a use": alone } = ofProd.figures;
  expect(alone?.replaceAll(/Route[A-Z][a-z]{5}/g, "Route")).toBe(
    "ProdOnlyApiRoutePermissions, ProdOnlyDesk, ProdOnlyQuiet",
  );
});

test.each<[string, () => readonly (readonly [message: string, fix: string])[]]>([
  [
    "OneActionMore",
    () => [
      [
        `prod allows sqs:DeleteMessage on ${letters(prod)}, and local does not.`,
        `for local too, where its use is seen, or not for prod: { actions: ["sqs:DeleteMessage"], resources: ["${letters(local)}"] }`,
      ],
    ],
  ],
  [
    "OtherResource",
    () => [
      [
        `local allows sqs:SendMessage on ${letters(local)}, and prod does not.`,
        `for prod as for local: { actions: ["sqs:SendMessage"], resources: ["${letters(prod)}"] }`,
      ],
      [
        `prod allows sqs:SendMessage on ${bills(prod)}, and local does not.`,
        `for local too, where its use is seen, or not for prod: { actions: ["sqs:SendMessage"], resources: ["${bills(local)}"] }`,
      ],
    ],
  ],
  [
    "NoCondition",
    () => [
      [
        'local allows ssm:GetParameter on * if {"StringEquals":{"aws:ResourceTag/kind":"plain"}}, prod without a condition.',
        'for prod as for local: if {"StringEquals":{"aws:ResourceTag/kind":"plain"}}',
      ],
    ],
  ],
  [
    "Denied",
    () => [
      [
        "local denies sqs:DeleteMessage on *, and prod does not.",
        "for prod as for local: a statement that denies sqs:DeleteMessage on *",
      ],
    ],
  ],
  [
    "NoBoundary",
    () => [
      [
        "The permissions boundary is there on local, and not on prod.",
        "the same permissions boundary for both stages: what a role needs is checked by its use on local.",
      ],
    ],
  ],
  [
    "OtherTrust",
    () => [
      [
        "trust policy: local allows sts:AssumeRole to lambda.amazonaws.com, and prod does not.",
        "for prod as for local: a statement that allows sts:AssumeRole to lambda.amazonaws.com",
      ],
      [
        "trust policy: prod allows sts:AssumeRole to states.amazonaws.com, and local does not.",
        "for local too, where its use is seen, or not for prod: a statement that allows sts:AssumeRole to states.amazonaws.com",
      ],
    ],
  ],
  [
    "ProdOnly",
    () => [
      [
        "The role is there on prod, and not on local.",
        "the same role for both stages: what a role needs is checked by its use on local. A function of this stage alone may write its own log lines, and nothing else.",
      ],
    ],
  ],
  [
    "NotOnProd",
    () => [
      [
        "The role is there on local, and not on prod.",
        "the same role for both stages: what a role needs is checked by its use on local.",
      ],
    ],
  ],
])("%s: the statement, what differs and what to write", (resource, said) => {
  const found = differencesIn(ofProd).filter((finding) => finding.resource === resource);
  expect(found.map(({ message, fix }) => [message, fix])).toEqual(said());
});

test("rules that need no use are asked of the stage's own Plan", () => {
  const others = ofProd.findings.filter(({ rule }) => rule !== "iam/stage-differs");
  expect(others.map(({ rule, resource }) => `${rule} ${resource}`)).toEqual(
    expect.arrayContaining([
      "iam/wildcard-resource Wildcard",
      "iam/trust-without-source OtherTrust",
      "iam/open-resource-policy OpenBills",
      "iam/open-resource-policy FilesMayCall",
    ]),
  );
  expect(others.map(({ rule }) => rule)).not.toContain("iam/unused-action");
});
