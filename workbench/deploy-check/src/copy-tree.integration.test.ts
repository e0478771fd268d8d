import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { copyTree } from "./copy-tree.ts";

test("a copy contains no temporary, built or installed files, and no .env files", async () => {
  const root = await mkdtemp(join(tmpdir(), "stagecraft-tree-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const file of [
    ...["package.json", "infra/api.ts", ".stagecraft/plan/local/plan.json", "infra/.turbo/log"],
    ...[".sst/platform/version", ".sst/platform/src/a.mjs", ".sst/platform/node_modules/x/y.js"],
    ...[".sst/platform/stagecraft.local.16969.mjs", ".sst/platform/sst.config.1796005703841.mjs"],
    ...[".sst/log/sst.log", "node_modules/x/y.js", ".env", ".env.dev"],
  ]) {
    await mkdir(join(root, dirname(file)), { recursive: true });
    await writeFile(join(root, file), "{}");
  }
  const { directory, remove } = await copyTree(root);
  onTestFinished(remove);
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(
    files
      .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1))
      .toSorted(),
  ).toEqual([
    ...[".sst/platform/src/a.mjs", ".sst/platform/version", "infra/api.ts", "package.json"],
  ]);
});
