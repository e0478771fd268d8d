import { expect, test } from "vitest";
import { packageOf, pathInPackages } from "./package-of.ts";

test.each([
  ["node_modules/zod/v4/core/util.js", "zod"],
  ["node_modules/@smithy/core/dist/index.js", "@smithy/core"],
  ["node_modules/a/node_modules/@b/c/index.js", "@b/c"],
  ["services/shop/src/handler.ts", "services/shop"],
  ["src/handler.ts", "src"],
  ["handler.ts", "handler.ts"],
  ["node:internal/deps/undici/undici", "node"],
])("%s belongs to %s", (path, name) => {
  expect(packageOf(path)).toBe(name);
});

test("a path within installed packages begins with the package", () => {
  expect(pathInPackages("node_modules/a/node_modules/zod/index.js")).toBe("zod/index.js");
  expect(pathInPackages("packages/zod/index.ts")).toBeUndefined();
});
