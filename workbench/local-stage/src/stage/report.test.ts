import { expect, test } from "vitest";
import { createReports, type Notice } from "./report.ts";

test("a notice is told once, and its repetitions are counted", () => {
  const told: Notice[] = [];
  const reports = createReports((notice) => told.push(notice));
  const denied = { kind: "denied", key: "denied a", message: "a may not" } as const;
  const failed = { kind: "failed", key: "failed b", message: "b failed" } as const;
  reports.add(denied);
  reports.add({ ...denied, message: "a may not, again" });
  reports.add(failed);
  expect(told).toEqual([denied, failed]);
  expect(reports.all()).toEqual([
    { ...denied, times: 2 },
    { ...failed, times: 1 },
  ]);
});
