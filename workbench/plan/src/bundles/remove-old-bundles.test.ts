import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { functionNamed, planOf } from "../../testing/plan-of.ts";
import { removeOldBundles } from "./remove-old-bundles.ts";

test("a bundle is removed with its source maps a day after the last Plan that named it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stagecraft-old-bundles-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ["A-1", "A-2"]) {
    mkdirSync(join(folder, name));
    mkdirSync(join(folder, `${name}.maps`));
    writeFileSync(join(folder, `${name}.meta.json`), "{}");
  }
  const { bundle } = functionNamed("A");
  const named = { ...bundle, directory: "bundles/A-2", metafile: "bundles/A-2.meta.json" };
  const plan = { ...planOf(), bundles: { A: named } };
  await removeOldBundles(folder, plan, Date.now());
  expect(readdirSync(folder)).toHaveLength(6);
  await removeOldBundles(folder, plan, Date.now() + 25 * 60 * 60 * 1000);
  expect(readdirSync(folder)).toEqual(["A-2", "A-2.maps", "A-2.meta.json"]);
});
