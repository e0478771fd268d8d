import { expect, test } from "vitest";
import { createReports, type Notice } from "./report.ts";

test("a notice is reported once, and its repetitions are counted", () => {
  const reported: Notice[] = [];
  const reports = createReports((notice) => reported.push(notice));
  const denied = { kind: "denied", key: "denied a", message: "a may not" } as const;
  const failed = { kind: "failed", key: "failed b", message: "b failed" } as const;
  reports.add(denied);
  reports.add({ ...denied, message: "a may not, again" });
  reports.add(failed);
  expect(reported).toEqual([denied, failed]);
  expect(reports.all()).toEqual([
    { ...denied, times: 2 },
    { ...failed, times: 1 },
  ]);
});
