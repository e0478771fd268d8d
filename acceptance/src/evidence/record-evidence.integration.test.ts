import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planHash } from "@stagecraft/gates/plan-hash";
import { noTelemetry } from "@stagecraft/gates/testing/no-telemetry";
import type { InvocationEnded } from "@stagecraft/local-stage/lambda/lambda-report";
import {
  createEvidenceRecorder,
  type InvocationSeen,
  type RecordedEvidence,
} from "@stagecraft/operations/local-system/record-evidence";
import type { Plan } from "@stagecraft/plan/plan";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { withDenial } from "../plan-edits/with-denial.ts";

const use = { roleArn: "role", action: "sqs:SendMessage", resource: "queue", times: 1 };

const measured = {
  durationMs: 12,
  cpuMs: 5,
  maxMemoryMb: 90,
  eventBytes: 200,
  responseBytes: 20,
};

let program: FixtureProgram;
let plan: Plan;
let ended: InvocationEnded;
let seen: InvocationSeen;

beforeAll(async () => {
  program = await fixtureProgram("small");
  plan = await program.plan("local");
  const [definition] = functionsOf(plan);
  seen = { functionName: definition?.logicalName ?? "", ...measured };
  ended = {
    kind: "invocation-ended",
    functionName: definition?.name ?? "",
    invokedAtMs: 0,
    isFunctionError: false,
    requestId: "r",
    status: "success",
    billedMs: 12,
    ...measured,
  };
}, 60_000);

afterAll(() => program.remove());

/** Returns the records of a stage with this Plan. */
async function recordsFor(stagePlan: Plan): Promise<readonly RecordedEvidence[]> {
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-evidence-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const recorder = await createEvidenceRecorder(program.root, folder);
  recorder.add({
    plan: stagePlan,
    permissionsUsed: () => [use],
    invocations: () => [
      ended,
      { ...ended, isFunctionError: true },
      { ...ended, functionName: "gone" },
    ],
    telemetry: async () => noTelemetry,
  });
  await recorder.write();
  const files = await readdir(folder);
  return Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), "utf8"))),
  );
}

const firstRole = () => rolesOf(plan)[0]?.logicalName ?? "";
const denied = () => withDenial(plan, { role: firstRole(), action: "sqs:*", resource: "*" });

function withWiderRole(): Plan {
  const [role] = plan.resources.filter(({ type }) => type === "aws:iam/role:Role");
  const statement = { Effect: "Allow", Action: "sqs:*", Resource: "*" };
  const policy = { Version: "2012-10-17", Statement: [statement] };
  const wide = { ...role?.inputs, inlinePolicies: [{ name: "wide", policy }] };
  return {
    ...plan,
    resources: plan.resources.map((each) => (each === role ? { ...each, inputs: wide } : each)),
  };
}

function withOtherCode(): Plan {
  const bundles = Object.entries(plan.bundles);
  const changed = bundles.map(([name, bundle]) => [name, { ...bundle, sha256: "another" }]);
  return { ...plan, bundles: Object.fromEntries(changed) };
}

test.each<[string, () => Plan]>([
  ["the program", () => plan],
  ["the program with a denied permission", denied],
])("a stage of %s is recorded", async (_what, stagePlan) => {
  expect(await recordsFor(stagePlan())).toEqual([
    {
      root: program.root,
      plan: planHash(plan),
      permissionsUsed: [use],
      telemetry: noTelemetry,
      invocations: [seen],
    },
  ]);
});

test.each<[string, () => Plan]>([
  ["a role that is granted more", withWiderRole],
  ["other code", withOtherCode],
  ["another stage", () => ({ ...plan, stage: "prod" })],
])("a stage with %s is not recorded", async (_what, stagePlan) => {
  expect(await recordsFor(stagePlan())).toEqual([]);
});

test("nothing is recorded without a folder", async () => {
  const recorder = await createEvidenceRecorder("/nowhere", "");
  recorder.add({
    plan,
    permissionsUsed: () => [use],
    invocations: () => [],
    telemetry: async () => noTelemetry,
  });
  await recorder.write();
});
