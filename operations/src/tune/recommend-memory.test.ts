import { expect, test } from "vitest";
import { recommendMemory } from "./recommend-memory.ts";

const sample = (durationMs: number, cpuMs: number, maxMemoryMb = 80) => ({
  durationMs,
  cpuMs,
  maxMemoryMb,
});
const caller = { isSynchronous: true, architecture: "arm64" } as const;
const queue = { isSynchronous: false, architecture: "arm64" } as const;

test("a function that waits gets the least memory that has room for what was seen", () => {
  for (const trigger of [caller, queue]) {
    expect(recommendMemory([sample(100, 1)], trigger)).toMatchObject({
      estimate: { memoryMb: 128 },
      reason: "the least that has room for 80 MB",
    });
  }
  expect(recommendMemory([sample(100, 1, 100)], caller).estimate.memoryMb).toBe(192);
});

test("a function that computes gets CPU when somebody waits for it", () => {
  expect(recommendMemory([sample(20, 20)], caller).estimate.memoryMb).toBe(1_536);
});

test("a function that computes costs the same with more CPU, so that it gets more", () => {
  // 1,769 MB x 100 ms costs what 128 MB x 1,382 ms costs.
  expect(recommendMemory([sample(100, 100)], queue).estimate.memoryMb).toBe(1_769);
});

test("nothing is too small for what was seen: without a fitting size it is a whole CPU", () => {
  expect(recommendMemory([sample(100, 1, 1_500)], caller).estimate.memoryMb).toBe(1_769);
});
