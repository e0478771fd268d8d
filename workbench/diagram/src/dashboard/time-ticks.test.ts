import { expect, test } from "vitest";
import { timeTicks } from "./time-ticks.ts";

const at = (text: string) => Date.parse(text);

test.each([
  ["2026-11-30T10:00Z", "2026-11-30T13:00Z", 4, ["10:00", "11:00", "12:00", "13:00"]],
  ["2026-11-30T10:00Z", "2026-11-30T13:00Z", 3, ["10:00", "12:00"]],
  ["2026-11-30T10:07Z", "2026-11-30T10:31Z", 3, ["10:10", "10:20", "10:30"]],
  [
    "2026-11-30T10:00:07Z",
    "2026-11-30T10:00:40Z",
    4,
    ["10:00:10", "10:00:20", "10:00:30", "10:00:40"],
  ],
  ["2026-11-29T09:00Z", "2026-11-30T09:00Z", 4, ["12:00", "18:00", "Nov 30", "06:00"]],
  ["2026-11-20T09:00Z", "2026-11-24T09:00Z", 4, ["Nov 21", "Nov 22", "Nov 23", "Nov 24"]],
])("from %s to %s with room for %i", (start, end, most, texts) => {
  expect(timeTicks(at(start), at(end), most).map(({ text }) => text)).toEqual(texts);
});
