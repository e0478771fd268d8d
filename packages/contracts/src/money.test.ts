import { expect, test } from "vitest";
import { formatMoney, parseMoney } from "./money.ts";

test.each([
  ["2", 200],
  ["2.5", 250],
  ["2.55", 255],
  ["0.01", 1],
  ["1.15", 115],
  ["-3.10", -310],
  ["-0.00", 0],
  ["90071992547409.91", Number.MAX_SAFE_INTEGER],
])("%s pounds are %d pence", (decimal, minor) => {
  expect(parseMoney(decimal, "GBP")).toEqual({ minor, currency: "GBP" });
});

test.each(["", ".5", "1.", "1.234", "1e3", "+1", " 1", "1,00", "90071992547409.92"])(
  "%j is not an amount of pounds",
  (decimal) => {
    expect(parseMoney(decimal, "GBP")).toBeNull();
  },
);

test.each([
  [0, "0.00"],
  [5, "0.05"],
  [255, "2.55"],
  [-5, "-0.05"],
  [123_456, "1234.56"],
])("%d minor units are written %s and read back", (minor, decimal) => {
  expect(formatMoney({ minor, currency: "EUR" })).toBe(decimal);
  expect(parseMoney(decimal, "EUR")).toEqual({ minor, currency: "EUR" });
});
