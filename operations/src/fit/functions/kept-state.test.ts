import { parseSource } from "@stagecraft/gates/latency/source/source-file";
import { expect, test } from "vitest";
import { keptState } from "./kept-state.ts";

const stateOf = (text: string) =>
  keptState({ files: new Map([["src/room.ts", parseSource("src/room.ts", text)]]) });

test.each([
  ["a map", "\nconst members = new Map();\nexport const join = (id) => members.set(id, true);"],
  ["a list", "\nconst lines = [];\nexport function say(line) { lines.push(line); }"],
])("%s to which a function adds is state", (_what, text) => {
  expect(stateOf(text)).toEqual({ kind: "process", places: ["src/room.ts:2"] });
});

test.each([
  [
    "a collection of constants",
    "const known = new Set(['a']);\nexport const f = (id) => known.has(id);",
  ],
  ["a list that is filled at import", "const all = [];\nall.push(1);\nexport const f = () => all;"],
  [
    "a collection inside a function",
    "export function f() { const seen = new Set(); seen.add(1); }",
  ],
])("%s is none", (_what, text) => {
  expect(stateOf(text)).toEqual({ kind: "none", caches: [] });
});

test("a variable that a function assigns is a cache", () => {
  const text = "let last = 0;\nexport function next() { last = last + 1; return last; }";
  expect(stateOf(text)).toEqual({ kind: "none", caches: ["src/room.ts:1"] });
});
