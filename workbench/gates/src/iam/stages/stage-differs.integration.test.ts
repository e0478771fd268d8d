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
    today: "2026-11-30",
    root: program.root,
    plan,
    evidencePlan: async () => local,
    async evidence() {
      throw new Error("Only the evidence stage needs evidence.");
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

test("a stage with another region, other names and sizes and differently divided statements does not differ", () => {
  expect(differencesIn(ofDev)).toEqual([]);
  expect(ofDev.figures).toEqual({
    "permissions used": "checked on stage local, whose policies these equal (npm run gate -- iam)",
  });
  expect(ofDev.examined).toBeGreaterThan(10);
});

test("every planted fault of prod is found by the name of its role or policy, and nothing else", () => {
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

test("a role that only one stage has is checked without evidence if it grants nothing, or only what Lambda uses at each invocation", () => {
  const { "only on this stage, checked without evidence": alone } = ofProd.figures;
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
        `on local too, where its use is recorded, or not on prod: { actions: ["sqs:DeleteMessage"], resources: ["${letters(local)}"] }`,
      ],
    ],
  ],
  [
    "OtherResource",
    () => [
      [
        `local allows sqs:SendMessage on ${letters(local)}, and prod does not.`,
        `on prod as on local: { actions: ["sqs:SendMessage"], resources: ["${letters(prod)}"] }`,
      ],
      [
        `prod allows sqs:SendMessage on ${bills(prod)}, and local does not.`,
        `on local too, where its use is recorded, or not on prod: { actions: ["sqs:SendMessage"], resources: ["${bills(local)}"] }`,
      ],
    ],
  ],
  [
    "NoCondition",
    () => [
      [
        'local allows ssm:GetParameter on * if {"StringEquals":{"aws:ResourceTag/kind":"plain"}}, prod without a condition.',
        'on prod as on local: if {"StringEquals":{"aws:ResourceTag/kind":"plain"}}',
      ],
    ],
  ],
  [
    "Denied",
    () => [
      [
        "local denies sqs:DeleteMessage on *, and prod does not.",
        "on prod as on local: a statement that denies sqs:DeleteMessage on *",
      ],
    ],
  ],
  [
    "NoBoundary",
    () => [
      [
        "The permissions boundary exists on local, and not on prod.",
        "the same permissions boundary on both stages: the permissions that a role needs are recorded on local.",
      ],
    ],
  ],
  [
    "OtherTrust",
    () => [
      [
        "trust policy: local allows sts:AssumeRole to lambda.amazonaws.com, and prod does not.",
        "on prod as on local: a statement that allows sts:AssumeRole to lambda.amazonaws.com",
      ],
      [
        "trust policy: prod allows sts:AssumeRole to states.amazonaws.com, and local does not.",
        "on local too, where its use is recorded, or not on prod: a statement that allows sts:AssumeRole to states.amazonaws.com",
      ],
    ],
  ],
  [
    "ProdOnly",
    () => [
      [
        "The role exists on prod, and not on local.",
        "the same role on both stages: the permissions that a role needs are recorded on local. A function that only this stage has may only write its own log and send spans.",
      ],
    ],
  ],
  [
    "NotOnProd",
    () => [
      [
        "The role exists on local, and not on prod.",
        "the same role on both stages: the permissions that a role needs are recorded on local.",
      ],
    ],
  ],
])("%s: the statement, the difference and the fix", (resource, expected) => {
  const found = differencesIn(ofProd).filter((finding) => finding.resource === resource);
  expect(found.map(({ message, fix }) => [message, fix])).toEqual(expected());
});

test("rules without evidence check the stage's own Plan", () => {
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
