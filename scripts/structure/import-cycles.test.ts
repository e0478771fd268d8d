import { expect, test } from "vitest";
import { importCycles } from "./import-cycles.ts";

const cyclesIn = (files: Readonly<Record<string, string>>) =>
  importCycles(new Map(Object.entries(files)));

test("files that import each other are found, by their types too", () => {
  const files = {
    "src/a.ts": 'import { b } from "./b.ts";',
    "src/b.ts": 'import type { A } from "./a.ts";',
    "src/c.ts": 'import { a } from "./a.ts";',
  };
  expect(cyclesIn(files)).toEqual([["src/a.ts", "src/b.ts"]]);
});

test.each([
  ["an import over several lines", 'import {\n  type A,\n  b,\n} from "./a.ts";'],
  ["an export", 'export { a } from "./a.ts";'],
  ["an import for its side effects", 'import "./a.ts";'],
  ["an import at run time", 'const { a } = await import("./a.ts");'],
  ["the type of an import", 'type A = import("./a.ts").A;'],
])("%s counts", (_what, code) => {
  const files = { "src/a.ts": 'import { b } from "./b.ts";', "src/b.ts": code };
  expect(cyclesIn(files)).toEqual([["src/a.ts", "src/b.ts"]]);
});

test("an import in a comment does not count", () => {
  const files = {
    "src/a.ts": 'import { b } from "./b.ts";',
    "src/b.ts": '/**\n * import { a } from "./a.ts";\n */\n// import { a } from "./a.ts";',
  };
  expect(cyclesIn(files)).toEqual([]);
});

test("imports by the name of a package are followed", () => {
  const exports = { "./testing/*": "./testing/*.ts", "./*": "./src/*.ts" };
  const files = {
    "workbench/plan/package.json": JSON.stringify({ name: "@stagecraft/plan", exports }),
    "workbench/plan/src/deep/a.ts": 'import { b } from "@stagecraft/plan/testing/b";',
    "workbench/plan/testing/b.ts": 'import { a } from "@stagecraft/plan/deep/a";',
  };
  expect(cyclesIn(files)).toEqual([
    ["workbench/plan/src/deep/a.ts", "workbench/plan/testing/b.ts"],
  ]);
});

test("of a large group the shortest cycle is named, and each group once", () => {
  const files = {
    "a.ts": 'import "./b.ts";',
    "b.ts": 'import "./c.ts";',
    "c.ts": 'import "./a.ts";\nimport "./b.ts";',
    "x.ts": 'import "./y.ts";',
    "y.ts": 'import "./x.ts";\nimport "./a.ts";',
  };
  expect(cyclesIn(files)).toEqual([
    ["b.ts", "c.ts"],
    ["x.ts", "y.ts"],
  ]);
});
