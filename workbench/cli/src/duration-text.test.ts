import { expect, test } from "vitest";
import { durationText } from "./duration-text.ts";

test.each([
  [400, "0 s"],
  [59_400, "59 s"],
  [59_600, "1 min"],
  [185_000, "3 min 5 s"],
  [5_400_000, "1 h 30 min"],
  [86_400_000, "1 day"],
  [15 * 86_400_000 + 1_000, "15 days 1 s"],
])("%d ms are %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
