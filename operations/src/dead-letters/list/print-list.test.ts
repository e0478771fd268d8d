import { expect, test } from "vitest";
import { printList } from "./print-list.ts";

const nowMs = Date.parse("2026-11-23T12:00:00Z");

test("each source is printed with its causes, and empty sources share one line", () => {
  const text = printList(
    [
      { source: "Clean", count: 0, isMore: false, inFlightElsewhere: 0, byCause: [] },
      {
        source: "JobsDead",
        owner: "team A",
        count: 3,
        isMore: false,
        inFlightElsewhere: 2,
        oldest: "2026-11-20T12:00:00Z",
        newest: "2026-11-23T11:59:30Z",
        byCause: [
          { consumer: "Worker", error: "out.of.stock", count: 2 },
          { error: "cause unknown", count: 1 },
        ],
      },
      { source: "Other", count: 0, isMore: false, inFlightElsewhere: 0, byCause: [] },
    ],
    nowMs,
  );
  expect(text.split("\n")).toEqual([
    "JobsDead  3  oldest 3 d ago, newest 30 s ago  team A",
    "       2  Worker  out.of.stock",
    "       1  cause unknown",
    "  about 2 more are in flight to other readers",
    "",
    "empty: Clean, Other",
  ]);
});
