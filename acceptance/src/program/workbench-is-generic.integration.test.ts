import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import { synthesize } from "@stagecraft/plan/synthesize";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** A single word, such as `Orders`, may also mean orders in general. */
const isSpecific = (name: string) => /[a-z][A-Z]|-/.test(name);

/** Names of the sample system: folders of services/, and deployed functions, queues and state machines. */
async function sampleNames(): Promise<readonly string[]> {
  const plan = await synthesize({ root, stage: "local" });
  const parts = [...functionsOf(plan), ...queuesOf(plan), ...stateMachinesOf(plan)];
  const names = [
    ...readdirSync(join(root, "services")),
    ...parts.map(({ logicalName }) => logicalName),
  ];
  return names.filter(isSpecific);
}

/** Finds the lines that contain one of the names as a whole word, with their files. */
function linesWith(names: readonly string[], files: readonly string[]): readonly string[] {
  const pattern = new RegExp(`\\b(?:${names.join("|")})\\b`);
  return files.flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .filter((line) => pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
}

const filesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter(
      (file) =>
        /\.(?:[cm]?[jt]s|json)$/.test(file) && !/(?:^|\/)(?:node_modules|\.\w+)\//.test(file),
    )
    .map((file) => join(folder, file));

test("nothing in workbench/ names a part of the sample system", async () => {
  const names = await sampleNames();
  expect(names).toEqual(
    expect.arrayContaining(["orders-api", "OrdersApi", "CancellationsDeadLetters"]),
  );
  const files = filesIn("workbench");
  expect(files.length).toBeGreaterThan(100);
  expect(linesWith(names, files)).toEqual([]);
});

test("a name of the sample system is found", async () => {
  const names = await sampleNames();
  const [found] = linesWith(names, ["infra/outbox-relay.ts"]);
  expect(found).toMatch(/^infra\/outbox-relay.ts: .*outboxRelay/i);
});
