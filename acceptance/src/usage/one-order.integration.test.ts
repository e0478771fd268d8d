import { readFile } from "node:fs/promises";
import { readRecordedUsage } from "@stagecraft/cost/usage/read-recorded-usage";
import { expect, test } from "vitest";
import { root } from "../scenarios/open-scenario.ts";

/** Units that depend on the length of ids and times. */
const inexact = ["log-bytes", "internet-egress-bytes"];

test("what an order uses is what docs/cost.md derives by hand", async () => {
  const page = await readFile(`${root}/docs/cost.md`, "utf8");
  const [, section = ""] = page.split("## One order, by hand");
  const derived = [...section.matchAll(/^\| `(\S+)` \| `(\S+)` \| ([\d.]+) \|/gm)].map(
    ([, name, unit, amount]) => `${name} ${unit} ${Number(amount)}`,
  );
  const { usage } = await readRecordedUsage(root);
  const measured = (usage.work.order ?? [])
    .filter(({ unit }) => !inexact.includes(unit))
    .map(({ name, unit, amount }) => `${name} ${unit} ${Number(amount.toFixed(3))}`);
  expect(derived.toSorted()).toEqual(measured.toSorted());
});
