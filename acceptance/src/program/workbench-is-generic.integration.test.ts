import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { functionsOf } from "@stagecraft/plan/functions";
import { queuesOf } from "@stagecraft/plan/queues";
import { stateMachinesOf } from "@stagecraft/plan/state-machines";
import { synthesize } from "@stagecraft/plan/synthesize";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** Of one word, such as `Orders`, it cannot be told whether it means the sample's queue or any orders. */
const isTelling = (name: string) => /[a-z][A-Z]|-/.test(name);

/** What the sample calls its parts: folders of services/, and what the program deploys. */
async function sampleNames(): Promise<readonly string[]> {
  const plan = await synthesize({ root, stage: "local" });
  const parts = [...functionsOf(plan), ...queuesOf(plan), ...stateMachinesOf(plan)];
  const names = [
    ...readdirSync(join(root, "services")),
    ...parts.map(({ logicalName }) => logicalName),
  ];
  return names.filter(isTelling);
}

/** Lines that name one of them as a word of its own, each with its file. */
function linesNaming(names: readonly string[], files: readonly string[]): readonly string[] {
  const naming = new RegExp(`\\b(?:${names.join("|")})\\b`);
  return files.flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .filter((line) => naming.test(line))
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

test("nothing in workbench/ names a part of the sample", async () => {
  const names = await sampleNames();
  expect(names).toEqual(
    expect.arrayContaining(["orders-api", "OrdersApi", "CancellationsDeadLetters"]),
  );
  const files = filesIn("workbench");
  expect(files.length).toBeGreaterThan(100);
  expect(linesNaming(names, files)).toEqual([]);
});

test("where a part of the sample is named, it is found", async () => {
  const names = await sampleNames();
  const [found] = linesNaming(names, ["infra/outbox-relay.ts"]);
  expect(found).toMatch(/^infra\/outbox-relay.ts: .*outboxRelay/i);
});
