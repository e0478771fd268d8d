import { expect, test } from "vitest";
import { lockedPath, packagePath } from "./bundled-packages.ts";

test.each([
  ["node_modules/zod/v4/core.js", "node_modules/zod"],
  ["node_modules/@scope/one/index.js", "node_modules/@scope/one"],
  ["node_modules/a/node_modules/b/index.js", "node_modules/a/node_modules/b"],
  ["services/orders/node_modules/b/index.js", "services/orders/node_modules/b"],
  ["services/orders/src/handler.ts", undefined],
])("%s is of the package at %s", (module, path) => {
  expect(packagePath(module)).toBe(path);
});

test.each([
  ["node_modules/a", "node_modules/a"],
  ["services/orders/node_modules/a", "services/orders/node_modules/a"],
  ["../elsewhere/services/orders/node_modules/a", "services/orders/node_modules/a"],
  ["../elsewhere/node_modules/a", "node_modules/a"],
  ["vendored/node_modules/b", "vendored/node_modules/b"],
])("the package at %s is the lockfile's %s", (path, found) => {
  const locked = ["node_modules/a", "services/orders/node_modules/a"].map((each) => ({
    path: each,
  }));
  expect(lockedPath(path, locked)).toBe(found);
});
