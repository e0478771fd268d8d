import { expect, test } from "vitest";
import { durationWith, estimate } from "./memory-model.ts";

const busy = { durationMs: 100, cpuMs: 100, maxMemoryMb: 90 };
const waiting = { durationMs: 100, cpuMs: 2, maxMemoryMb: 90 };

test("half of the CPU doubles the time of a function that computes, and not of one that waits", () => {
  expect(durationWith(busy, 1_769 / 2)).toBeCloseTo(200);
  expect(durationWith(waiting, 1_769 / 2)).toBeCloseTo(102);
});

test("above one CPU nothing becomes faster", () => {
  expect(durationWith(busy, 3_008)).toBe(100);
});

test("several threads at once do not make a wait negative", () => {
  expect(durationWith({ ...busy, cpuMs: 150 }, 1_769)).toBe(100);
});

// 0.5 GB x 0.1 s x 0.0000133334 + 0.0000002, of a million
test("a million invocations of 100 ms with 512 MB cost 0.87 dollars", () => {
  const { dollars } = estimate([{ ...waiting, cpuMs: 0 }], 512, "arm64");
  expect(dollars).toBeCloseTo(0.5 * 0.1 * 13.3334 + 0.2, 3);
});

test("the init phase is billed in the invocations that had one", () => {
  const cold = { ...waiting, cpuMs: 0, initMs: 400 };
  const warm = { ...waiting, cpuMs: 0 };
  const { dollars } = estimate([cold, warm], 1_024, "arm64");
  expect(dollars).toBeCloseTo(((0.5 + 0.1) / 2) * 13.3334 + 0.2, 3);
});
