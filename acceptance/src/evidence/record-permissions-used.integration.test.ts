import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planHash } from "@stagecraft/gates/plan-hash";
import {
  createPermissionsRecorder,
  type RecordedPermissions,
} from "@stagecraft/operations/local-system/record-permissions-used";
import type { Plan } from "@stagecraft/plan/plan";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { withDenial } from "../plan-edits/with-denial.ts";

const use = { roleArn: "role", action: "sqs:SendMessage", resource: "queue", times: 1 };

let program: FixtureProgram;
let plan: Plan;

beforeAll(async () => {
  program = await fixtureProgram("small");
  plan = await program.plan("local");
}, 60_000);

afterAll(() => program.remove());

/** What is left after a stage of the Plan. */
async function leftBy(ran: Plan): Promise<readonly RecordedPermissions[]> {
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-uses-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const recorder = await createPermissionsRecorder(program.root, folder);
  recorder.started({ plan: ran, permissionsUsed: () => [use] });
  await recorder.leave();
  const files = await readdir(folder);
  return Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), "utf8"))),
  );
}

const firstRole = () => rolesOf(plan)[0]?.logicalName ?? "";
const denied = () => withDenial(plan, { role: firstRole(), action: "sqs:*", resource: "*" });

function wider(): Plan {
  const [role] = plan.resources.filter(({ type }) => type === "aws:iam/role:Role");
  const statement = { Effect: "Allow", Action: "sqs:*", Resource: "*" };
  const policy = { Version: "2012-10-17", Statement: [statement] };
  const wide = { ...role?.inputs, inlinePolicies: [{ name: "wide", policy }] };
  return {
    ...plan,
    resources: plan.resources.map((each) => (each === role ? { ...each, inputs: wide } : each)),
  };
}

function otherCode(): Plan {
  const bundles = Object.entries(plan.bundles);
  const changed = bundles.map(([name, bundle]) => [name, { ...bundle, sha256: "another" }]);
  return { ...plan, bundles: Object.fromEntries(changed) };
}

test.each<[string, () => Plan]>([
  ["the program", () => plan],
  ["the program with a role that is denied something", denied],
])("what a stage of %s sees is left for the program's evidence", async (_what, ran) => {
  expect(await leftBy(ran())).toEqual([
    { root: program.root, plan: planHash(plan), permissionsUsed: [use] },
  ]);
});

test.each<[string, () => Plan]>([
  ["a role that is granted more", wider],
  ["other code", otherCode],
  ["another stage", () => ({ ...plan, stage: "prod" })],
])("a stage with %s leaves nothing", async (_what, ran) => {
  expect(await leftBy(ran())).toEqual([]);
});

test("nothing is recorded where nobody asks for it", async () => {
  const recorder = await createPermissionsRecorder("/nowhere", "");
  recorder.started({ plan, permissionsUsed: () => [use] });
  await recorder.leave();
});
