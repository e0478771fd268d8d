import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { isReleased, readPreviousRelease, writePreviousRelease } from "./release.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test("a release is read as it was written", async () => {
  const directory = await mkdtemp(join(tmpdir(), "stagecraft-release-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const release = { name: "1.2.3", files: { "infra/a.ts": "ä\n", "sst.config.ts": "" } };
  await writePreviousRelease(directory, release);
  expect(await readPreviousRelease(directory)).toEqual(release);
});

test.each([
  ["sst.config.ts", true],
  ["infra/orders-api.ts", true],
  ["services/orders-api/package.json", true],
  ["packages/database/migrations/0000_orders.sql", true],
  ["packages/database/migrations/meta/0000_snapshot.json", false],
  ["packages/database/src/testing/test-database.ts", false],
  ["services/orders-api/src/request-hash.test.ts", false],
  ["workbench/plan/src/plan.ts", false],
  ["operations/src/start/main.ts", false],
])("whether %s is part of a release: %s", (path, released) => {
  expect(isReleased(path)).toBe(released);
});

test("released migrations have not changed", async () => {
  const { files } = await readPreviousRelease(root);
  const migrations = Object.entries(files).filter(([path]) => path.endsWith(".sql"));
  expect(migrations.length).toBeGreaterThan(0);
  for (const [path, text] of migrations) {
    expect([path, await readFile(join(root, path), "utf8")]).toEqual([path, text]);
  }
});
