import { expect, test } from "vitest";
import { printList } from "./print-list.ts";

const nowMs = Date.parse("2026-11-23T12:00:00Z");

test("a place is a line with its causes below, and all that is empty is one line", () => {
  const text = printList(
    [
      { place: "Clean", count: 0, isMore: false, heldByOthers: 0, byCause: [] },
      {
        place: "LettersDead",
        owner: "the chef",
        count: 3,
        isMore: false,
        heldByOthers: 2,
        oldest: "2026-11-20T12:00:00Z",
        newest: "2026-11-23T11:59:30Z",
        byCause: [
          { consumer: "Cook", error: "oven.cold", count: 2 },
          { error: "not told", count: 1 },
        ],
      },
      { place: "Other", count: 0, isMore: false, heldByOthers: 0, byCause: [] },
    ],
    nowMs,
  );
  expect(text.split("\n")).toEqual([
    "LettersDead  3  oldest 3 d ago, newest 30 s ago  the chef",
    "       2  Cook  oven.cold",
    "       1  not told",
    "  about 2 more are held by others just now",
    "",
    "nothing in Clean, Other",
  ]);
});
