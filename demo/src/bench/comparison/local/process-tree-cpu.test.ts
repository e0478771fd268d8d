import { expect, test } from "vitest";
import { treeCpuMs } from "./process-tree-cpu.ts";

/** The fields up to cstime. */
const stat = (pid: number, name: string, parentPid: number, times: string) =>
  `${pid} (${name}) S ${parentPid} 1 1 0 -1 4194560 100 0 0 0 ${times} 20 0 1 0 5000`;

test("the time of a tree has that of all descendants, and of the children that have ended", () => {
  const stats = [
    // A child may have a smaller id than its parent.
    stat(5, "grandchild", 20, "1 2 0 0"),
    stat(10, "root", 1, "10 20 30 40"),
    stat(20, "child) S 99 (", 10, "3 4 0 0"),
    stat(30, "stranger", 1, "1000 1000 1000 1000"),
  ];
  expect(treeCpuMs(stats, 10)).toBe(1_100);
});
