import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readRecordedUsage } from "../usage/read-recorded-usage.ts";
import { budgetOf } from "./cost-budgets.ts";
import { readCostBudgets } from "./read-cost-budgets.ts";

const profiles = { hobby: { what: "little", monthly: { order: 300 }, hoursWithWork: 200 } };
const budget = { monthlyUsd: 100, idleUsd: 90, profiles: ["hobby"] };
const valid = { profiles, stages: { dev: budget, "pr-*": { ...budget, monthlyUsd: 50 } } };

async function programWith(files: { readonly [file: string]: unknown }): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "cost-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, "infra", "cost"), { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    await writeFile(join(root, "infra", "cost", file), JSON.stringify(content));
  }
  return root;
}

const read = async (content: unknown) =>
  readCostBudgets(await programWith({ "budgets.json": content }));

test("a stage has the budget of its name, else that of the beginning of its name", async () => {
  const budgets = await read(valid);
  expect(budgetOf(budgets, "dev")?.monthlyUsd).toBe(100);
  expect(budgetOf(budgets, "pr-12")?.monthlyUsd).toBe(50);
  expect(budgetOf(budgets, "prod")).toBeUndefined();
});

test.each<[string, unknown, string]>([
  [
    "a stage with an unknown profile",
    { profiles, stages: { dev: { ...budget, profiles: ["x"] } } },
    'stages.dev: there is no profile "x". There are hobby.',
  ],
  [
    "a stage without a limit",
    { profiles, stages: { dev: { profiles: ["hobby"] } } },
    "infra/cost/budgets.json, stages.dev: must have required property 'monthlyUsd'",
  ],
  [
    "an unknown field",
    { ...valid, more: 1 },
    'infra/cost/budgets.json, the file: must NOT have additional properties: "more"',
  ],
])("%s is refused", async (_what, content, message) => {
  await expect(read(content)).rejects.toThrow(message);
});

test("a program without recorded usage is told how to record it", async () => {
  await expect(readRecordedUsage(await programWith({}))).rejects.toThrow(
    /There is no infra\/cost\/metered-usage\.json\. Record what the program uses: npm run gate -- budget --record/,
  );
});
