import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { unrunTasks } from "./unrun-tasks.ts";

function repository(files: Readonly<Record<string, object | string>>) {
  const root = mkdtempSync(join(tmpdir(), "unrun-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(content));
  }
  return root;
}

test("a package without a task for its tests is named, with the script to add", () => {
  const root = repository({
    "package.json": { workspaces: ["services/*"] },
    "services/whole/package.json": { scripts: { types: "", unit: "" } },
    "services/whole/src/a.test.ts": "",
    "services/new/package.json": {},
    "services/new/src/deep/a.test.ts": "",
    "services/new/src/a.integration.test.ts": "",
    "services/new/node_modules/x/b.test.ts": "",
  });
  const file = "services/new/package.json";
  expect(unrunTasks(root)).toEqual([
    { file, task: "types", command: "tsc -p . --singleThreaded" },
    { file, task: "unit", command: "node ../../scripts/run-tests.ts unit" },
    { file, task: "integration", command: "node ../../scripts/run-tests.ts integration" },
  ]);
});
