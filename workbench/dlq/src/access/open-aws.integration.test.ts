import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Plan } from "@stagecraft/plan/plan";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { afterAll, beforeAll, expect, test } from "vitest";
import { breaking, buildKitchen, type Kitchen, openKitchen } from "../../testing/open-kitchen.ts";

const program = fileURLToPath(new URL("../main.ts", import.meta.url));
const accountId = "210987654321";

let kitchen: Kitchen;

beforeAll(async () => {
  kitchen = await buildKitchen("dev");
});

afterAll(() => kitchen.remove());

/** What a deploy makes of the Plan: another account, and names that SST has drawn anew. */
function asDeployed(plan: Plan): Plan {
  const names = [...queuesOf(plan), ...streamsOf(plan)].map(({ name }) => name);
  const renamed = names.reduce(
    (made, name) => made.replaceAll(name, name.replace(/-[a-z]{8}(?=(\.fifo)?$)/, "-stuvwxza")),
    JSON.stringify(plan).replaceAll(plan.accountId, accountId),
  );
  return JSON.parse(renamed) as Plan;
}

/** A person's command against AWS, for which a local stage stands here: credentials and endpoint come from the environment. */
async function dlq(stage: { readonly url: string }, keys: object, ...args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args, "--stage", "dev"], {
    cwd: kitchen.root,
    env: { AWS_ENDPOINT_URL: stage.url, AWS_EC2_METADATA_DISABLED: "true", ...keys },
  });
  const [said, complained, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { said, complained, code };
}

test("a deployed stage is looked after by the names that AWS gave, with the person's own credentials", async () => {
  const deployed = asDeployed(kitchen.plan);
  const open = await openKitchen({ ...kitchen, plan: deployed }, breaking(deployed, "Cook"));
  const body = { id: "a", dataschema: "https://kitchen.example/schemas/dish.ordered/1" };
  const QueueUrl = open.urlOf("Dishes");
  await open.clients().sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: JSON.stringify({ ...body, data: { name: "stew" } }),
    }),
  );
  await open.until(() => open.depth("DishesLeftOver").visible === 1);
  await open.deploy(deployed);
  const { accessKeyId, secretAccessKey } = open.stage().operator.credentials;
  const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const run = (...args: readonly string[]) => dlq(open.stage(), keys, ...args);

  const listed = await run("list", "--json");
  expect(listed.complained).toBe("");
  expect(JSON.parse(listed.said).places).toContainEqual(
    expect.objectContaining({
      place: "DishesLeftOver",
      byCause: [{ consumer: "Cook", error: "oven.cold", count: 1 }],
    }),
  );
  expect(await run("replay", "--yes")).toMatchObject({ code: 0, complained: "" });
  await open.until(() => open.doneBy("Cook").length === 1);
  expect(existsSync(join(kitchen.root, ".stagecraft/dev/dead-letters/audit.jsonl"))).toBe(true);

  const refused = await dlq(open.stage(), { ...keys, AWS_SECRET_ACCESS_KEY: "wrong" }, "list");
  expect(refused).toMatchObject({ code: 2, said: "" });
  expect(refused.complained).toMatch(/^dlq: AWS does not say who you are: /);
});

test("a stage that is not deployed is told by what AWS does not have", async () => {
  const elsewhere = JSON.parse(
    JSON.stringify(kitchen.plan).replaceAll("kitchen-dev", "kitchen-test"),
  );
  const open = await openKitchen(kitchen, elsewhere);
  const { accessKeyId, secretAccessKey } = open.stage().operator.credentials;
  const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const { code, complained } = await dlq(open.stage(), keys, "list");
  expect(code).toBe(2);
  expect(complained).toMatch(
    /^dlq: AWS has no (queue|stream|state machine) kitchen-dev-\S+ here\. Is the stage deployed, to this account and region\?$/m,
  );
});
