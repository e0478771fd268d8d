import { expect, test } from "vitest";
import { numberText } from "./number-text.ts";

test.each([
  [0, "0"],
  [7, "7"],
  [1_250, "1,250"],
  [9_999, "9,999"],
  [12_345, "12.3k"],
  [999_999, "1M"],
  [187_342.5, "187k"],
  [2_500_000, "2.5M"],
  [3.2e13, "32T"],
  [0.125, "0.125"],
  [0.012_345, "0.0123"],
  [84.25, "84.3"],
  [0.000_001_234, "1.23e-6"],
  [-4_200.7, "-4.2k"],
])("%d is written %s", (value, text) => {
  expect(numberText(value)).toBe(text);
});
