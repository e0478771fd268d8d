import { expect, test } from "vitest";
import { containsRange } from "./address-range.ts";

test.each([
  ["0.0.0.0/0", "10.0.1.0/24", true],
  ["10.0.0.0/16", "10.0.1.0/24", true],
  ["10.0.1.0/24", "10.0.1.0/24", true],
  ["10.0.1.7/24", "10.0.1.128/25", true],
  ["10.0.1.0/24", "10.0.0.0/16", false],
  ["10.0.1.0/24", "10.0.2.0/24", false],
  ["10.0.0.0/8", "0.0.0.0/0", false],
  ["10.0.1.1/32", "10.0.1.1/32", true],
  ["10.0.1.0/33", "10.0.1.0/24", false],
  ["sg-0123", "10.0.1.0/24", false],
  ["::/0", "10.0.1.0/24", false],
])("%s contains %s: %s", (outer, inner, expected) => {
  expect(containsRange(outer, inner)).toBe(expected);
});
