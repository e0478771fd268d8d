import { expect, test } from "vitest";
import { findBeginning, findCode } from "./find-code.ts";

const found = (text: string, code: string) =>
  findCode(text, code).map(({ start, end }) => text.slice(start, end));

test.each<[string, string, string, string]>([
  ["code with other white space", "a =\n    b  +c;", "a = b + c;", "a =\n    b  +c;"],
  ["no white space at all", "f( a )", "f(a)", "f( a )"],
  ["code in several lines", "f(a, b)", "\n  f(\n    a,\n    b,\n  )", "f(a, b)"],
  [
    "a trailing comma that the formatter added",
    "f(\n  a,\n  b,\n);",
    "f(a, b);",
    "f(\n  a,\n  b,\n);",
  ],
  ["a trailing comma where the text has none", "{ a: 1, b: 2 }", "b: 2,", "b: 2"],
  ["a trailing comma where the text has one", "{ a: 1, b: 2, }", "b: 2,", "b: 2,"],
  ["text that is not code", "where id=:id and x", "id = :id", "id=:id"],
  ["a gap with brackets inside", "f(a, (b), [c]); g();", "f(…);", "f(a, (b), [c]);"],
  ["an empty gap", "f()", "f(…)", "f()"],
  ["the shortest gap", "a: 1, b: 2, c: 3", "a: …,", "a: 1,"],
  ["a comma after, not within, the brackets of a gap", "a: f(1, 2), b: 2,", "a: …,", "a: f(1, 2),"],
  ["two gaps", "if (a(b)) return { c };", "if (…) return …;", "if (a(b)) return { c };"],
])("it finds %s", (_what, text, code, expected) => {
  expect(found(text, code)).toEqual([expected]);
});

test.each<[string, string, string]>([
  ["a part of a word", "sendMessageBatch", "sendMessage"],
  ["two words where the text has one", "ab", "a b"],
  ["one word where the text has two", "a b", "ab"],
  ["a comma that is not before a closing bracket", "f(a, b)", "f(a b)"],
  ["a gap that extends beyond its enclosing bracket", "{ a: f(1) } b;", "a: …;"],
  ["a gap with an unbalanced bracket", "a (b", "a … b"],
  ["empty code", "a", " \n"],
])("it does not find %s", (_what, text, code) => {
  expect(found(text, code)).toEqual([]);
});

test("all matches are found, also overlapping ones", () => {
  expect(findCode("a a a", "a a")).toEqual([
    { start: 0, end: 3 },
    { start: 2, end: 5 },
  ]);
});

test("for missing code, its longest matching beginning is found", () => {
  const text = "f(a);\nf(b, 2);";
  expect(findBeginning(text, "f(b, 3);").map(({ start }) => start)).toEqual([6]);
  expect(findBeginning(text, "g(b)")).toEqual([]);
});
