import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Plan } from "@stagecraft/plan/plan";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  buildFixture,
  type Fixture,
  startHarness,
  withFailing,
} from "../../../testing/dead-letters/harness.ts";

const program = fileURLToPath(new URL("../main.ts", import.meta.url));
const accountId = "210987654321";
// A run of the command spends half of its time on compiling what another one has compiled.
const { NODE_COMPILE_CACHE } = env;

let fixture: Fixture;

beforeAll(async () => {
  fixture = await buildFixture("dev");
});

afterAll(() => fixture.remove());

/** The Plan as deployed: with another account, and with new random parts in the names. */
function asDeployed(plan: Plan): Plan {
  const names = [...queuesOf(plan), ...streamsOf(plan)].map(({ name }) => name);
  const renamed = names.reduce(
    (made, name) => made.replaceAll(name, name.replace(/-[a-z]{8}(?=(\.fifo)?$)/, "-stuvwxza")),
    JSON.stringify(plan).replaceAll(plan.accountId, accountId),
  );
  return JSON.parse(renamed) as Plan;
}

/** Runs the command against a local stage in the place of AWS: endpoint and credentials come from the environment. */
async function dlq(stage: { readonly url: string }, keys: object, ...args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args, "--stage", "dev"], {
    cwd: fixture.root,
    env: {
      NODE_COMPILE_CACHE,
      AWS_ENDPOINT_URL: stage.url,
      AWS_EC2_METADATA_DISABLED: "true",
      ...keys,
    },
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { stdout, stderr, code };
}

test("a deployed stage is reached by its deployed names, with the user's own credentials", async () => {
  const deployed = asDeployed(fixture.plan);
  const harness = await startHarness(
    { ...fixture, plan: deployed },
    withFailing(deployed, "JobWorker"),
  );
  const body = { id: "a", dataschema: "https://fixture.example/schemas/job.created/1" };
  await harness.sendMessage("Jobs", { ...body, data: { name: "rotate" } });
  await harness.until(() => harness.depth("JobsDeadLetters").visible === 1);
  await harness.deploy(deployed);
  const { accessKeyId, secretAccessKey } = harness.stage().operator.credentials;
  const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const run = (...args: readonly string[]) => dlq(harness.stage(), keys, ...args);

  const listed = await run("list", "--json");
  expect(listed.stderr).toBe("");
  expect(JSON.parse(listed.stdout).sources).toContainEqual(
    expect.objectContaining({
      source: "JobsDeadLetters",
      byCause: [{ consumer: "JobWorker", error: "planned.failure", count: 1 }],
    }),
  );
  expect(await run("redrive", "--yes")).toMatchObject({ code: 0, stderr: "" });
  await harness.until(() => harness.handledBy("JobWorker").length === 1);
  expect(existsSync(join(fixture.root, ".stagecraft/dev/dead-letters/audit.jsonl"))).toBe(true);

  const refused = await dlq(harness.stage(), { ...keys, AWS_SECRET_ACCESS_KEY: "wrong" }, "list");
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toMatch(/^dlq: AWS rejected the credentials: /);
});

test("an error names the missing resource when the stage is not deployed", async () => {
  const elsewhere = JSON.parse(
    JSON.stringify(fixture.plan).replaceAll("dead-letter-sources-dev", "dead-letter-sources-test"),
  );
  const harness = await startHarness(fixture, elsewhere);
  const { accessKeyId, secretAccessKey } = harness.stage().operator.credentials;
  const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const { code, stderr } = await dlq(harness.stage(), keys, "list");
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^dlq: AWS has no (queue|stream|state machine) dead-letter-sources-dev-\S+ here\. Is the stage deployed, to this account and region\?$/m,
  );
});
