import { expect, test } from "vitest";
import { compareNumbers, foundNumbers, isWithin } from "./compare-numbers.ts";

test.each([
  ["exact", 20, 20, true],
  ["exact", 20, 21, false],
  ["10 %", 100, 110, true],
  ["10 %", 100, 89, false],
  ["10 %", 0, 0, true],
  ["factor 3", 0.6, 1.7, true],
  ["factor 3", 0.6, 0.19, false],
])("tolerance %s: quoted %d, computed %d", (tolerance, quoted, computed, holds) => {
  expect(isWithin(tolerance, quoted, computed)).toBe(holds);
});

test("each number is compared with the group of its position", () => {
  const numbers = {
    quoted: "80 ms | 313 kB",
    finds: "^sfn: (.+) ms, (.+) kB$",
    tolerance: "exact",
  };
  expect(compareNumbers(numbers, "sqs: 1 ms, 2 kB\nsfn: 80 ms, 400 kB")).toEqual([
    { quoted: 80, computed: 80, holds: true },
    { quoted: 313, computed: 400, holds: false },
  ]);
});

test("an output without the number does not hold", () => {
  const numbers = { quoted: "80 ms", finds: "(\\d+) ms", tolerance: "factor 100" };
  expect(compareNumbers(numbers, "")).toEqual([{ quoted: 80, computed: undefined, holds: false }]);
});

test("commas and underscores of numbers do not matter", () => {
  expect(foundNumbers("(\\S+) (\\S+)", "1,267 60_000")).toEqual([1267, 60_000]);
});
