import { expect, test } from "vitest";
import { durationText } from "./duration-text.ts";

test.each([
  [400, "0 s"],
  [59_400, "59 s"],
  [59_600, "1 min 0 s"],
  [185_000, "3 min 5 s"],
])("%d ms are %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
