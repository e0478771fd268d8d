import { expect, test } from "vitest";
import { findBeginning, findCode } from "./find-code.ts";

const found = (text: string, code: string) =>
  findCode(text, code).map(({ start, end }) => text.slice(start, end));

test.each<[string, string, string, string]>([
  ["other white space", "a =\n    b  +c;", "a = b + c;", "a =\n    b  +c;"],
  ["no white space at all", "f( a )", "f(a)", "f( a )"],
  ["code in several lines", "f(a, b)", "\n  f(\n    a,\n    b,\n  )", "f(a, b)"],
  [
    "a comma that the formatter put before a bracket",
    "f(\n  a,\n  b,\n);",
    "f(a, b);",
    "f(\n  a,\n  b,\n);",
  ],
  ["a last comma where the text has none", "{ a: 1, b: 2 }", "b: 2,", "b: 2"],
  ["a last comma where the text has one", "{ a: 1, b: 2, }", "b: 2,", "b: 2,"],
  ["words of any text", "where id=:id and x", "id = :id", "id=:id"],
  ["a gap with brackets in it", "f(a, (b), [c]); g();", "f(…);", "f(a, (b), [c]);"],
  ["an empty gap", "f()", "f(…)", "f()"],
  ["the shortest gap", "a: 1, b: 2, c: 3", "a: …,", "a: 1,"],
  ["no comma within the brackets of a gap", "a: f(1, 2), b: 2,", "a: …,", "a: f(1, 2),"],
  ["two gaps", "if (a(b)) return { c };", "if (…) return …;", "if (a(b)) return { c };"],
])("it finds %s", (_what, text, code, piece) => {
  expect(found(text, code)).toEqual([piece]);
});

test.each<[string, string, string]>([
  ["part of a word", "sendMessageBatch", "sendMessage"],
  ["two words where there is one", "ab", "a b"],
  ["one word where there are two", "a b", "ab"],
  ["a comma that does not stand before a bracket", "f(a, b)", "f(a b)"],
  ["a gap beyond the bracket that it stands in", "{ a: f(1) } b;", "a: …;"],
  ["a gap with half a pair of brackets", "a (b", "a … b"],
  ["code of no words", "a", " \n"],
])("it does not find %s", (_what, text, code) => {
  expect(found(text, code)).toEqual([]);
});

test("every place is found, those that overlap too", () => {
  expect(findCode("a a a", "a a")).toEqual([
    { start: 0, end: 3 },
    { start: 2, end: 5 },
  ]);
});

test("of what is not there the longest beginning is found", () => {
  const text = "f(a);\nf(b, 2);";
  expect(findBeginning(text, "f(b, 3);").map(({ start }) => start)).toEqual([6]);
  expect(findBeginning(text, "g(b)")).toEqual([]);
});
