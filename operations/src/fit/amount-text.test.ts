import { expect, test } from "vitest";
import { bytesText, shareText, timeText } from "./amount-text.ts";

test.each([
  [12, "12 B"],
  [1_900, "1.9 kB"],
  [262_144, "256 KiB"],
  [6 * 1_024 ** 2, "6 MiB"],
  [5_300_000_000, "5.3 GB"],
])("%d bytes are %s", (bytes, text) => expect(bytesText(bytes)).toBe(text));

test.each([
  [0.4, "0.4 ms"],
  [34.4, "34 ms"],
  [1_900, "1.9 s"],
  [900_000, "15 min"],
])("%d ms are %s", (ms, text) => expect(timeText(ms)).toBe(text));

test("a share that is nearly all is not said to be all", () => {
  expect([0.5, 0.999, 1, -0.5].map(shareText)).toEqual(["50 %", "> 99 %", "100 %", "-50 %"]);
});
