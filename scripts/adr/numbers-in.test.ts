import { expect, test } from "vitest";
import { figuresIn, numbersOf, placesOf } from "./numbers-in.ts";

test.each([
  ["1,267 events, median 40.7 s", [1267, 40.7]],
  ["3-4 s and 30 % of them", [3, 4, 30]],
  ["$0.10 for 2 x 0.045 USD", [0.1, 2, 0.045]],
])("%s has these figures", (text, values) => {
  expect(figuresIn(text).map(({ value }) => value)).toEqual(values);
});

test.each([
  "S3, EC2 and SHA-256",
  "release 0.1.0-alpha.2, order.placed/1",
  "Node 20.20 and Postgres 18 on 2 cores",
  "`graceMs: 30_000` and `npm run bench -- --rounds 9`",
  "[a page](https://example.com/2026/7) and [0007](0007-outbox.md)",
  "[ADR\n0026](0026.md) of 2026-11-30",
  "a status of 500, and the answer 404",
  "text:\n\n    SELECT 1, 2;\n\nmore text",
  "1. first\n2. second",
])("%s has no figure", (text) => {
  expect(figuresIn(text)).toEqual([]);
});

test("a number stands where the text has it", () => {
  expect(figuresIn("`1` and 25 kB")).toEqual([{ at: 8, value: 25, text: "25" }]);
});

test("numbers of evidence count wherever they stand", () => {
  expect(numbersOf("`wait`: 60 lines, Node 24").map(({ value }) => value)).toEqual([60, 24]);
});

test("a quoted text may be broken into lines, and is no part of a longer number", () => {
  expect(placesOf("2 s", "2\ns")).toEqual([[0, 3]]);
  expect(placesOf("2 s", "12 s")).toEqual([]);
  expect(placesOf("at 2", "at 2.5 s, at 2.")).toEqual([[10, 14]]);
});
