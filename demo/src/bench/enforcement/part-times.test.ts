import type { Profiler } from "node:inspector";
import { expect, test } from "vitest";
import { cpuProfile } from "./cpu-profile.ts";
import { partTimes } from "./part-times.ts";

function node(id: number, functionName: string, url: string, children: number[] = []) {
  const callFrame = { functionName, url, scriptId: "1", lineNumber: 0, columnNumber: 0 };
  return { id, callFrame, children };
}

const fileAsPart = ({ url }: { url: string }) => /(gate|wall)\.ts$/.exec(url)?.[1];

test("a sample counts for its innermost part, including the functions that the part called", () => {
  const profile: Profiler.Profile = {
    startTime: 1_000_000,
    endTime: 1_010_000,
    nodes: [
      node(1, "(root)", "", [2, 6]),
      node(2, "answer", "file:///answer.ts", [3]),
      node(3, "authorize", "file:///gate.ts", [4, 5]),
      node(4, "createHmac", "node:crypto"),
      node(5, "build", "file:///wall.ts"),
      node(6, "(idle)", ""),
    ],
    samples: [2, 2, 3, 4, 4, 5, 6, 6, 6, 6],
  };
  expect(Object.fromEntries(partTimes(profile, fileAsPart))).toEqual({ gate: 3, wall: 1 });
});

test("a part that ran has samples, a part that never ran has none", async () => {
  const spin = (untilMs: number) => {
    while (performance.now() < untilMs) Math.sqrt(untilMs);
  };
  const profile = await cpuProfile(async () => spin(performance.now() + 100));
  const times = partTimes(profile, ({ functionName }) =>
    ["spin", "rest"].find((name) => name === functionName),
  );
  expect(times.get("spin")).toBeGreaterThan(50);
  expect(times.has("rest")).toBe(false);
});
