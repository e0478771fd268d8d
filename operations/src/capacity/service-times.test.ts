import { expect, test } from "vitest";
import { serviceSeconds, serviceTimesOf } from "./service-times.ts";

const sample = (durationMs: number, cpuMs: number, initMs?: number) => ({
  durationMs,
  cpuMs,
  maxMemoryMb: 80,
  ...(initMs === undefined ? {} : { initMs }),
});

test("the mean of warm invocations, and apart from them that of the init phases", () => {
  const samples = new Map([["Charge", [sample(900, 300, 400), sample(20, 5), sample(40, 15)]]]);
  expect(serviceTimesOf(samples)).toEqual({
    Charge: {
      invocations: 3,
      cpuMs: 10,
      waitMs: 20,
      initMs: 400,
      p99: { cpuMs: 15, waitMs: 25 },
      maxMemoryMb: 80,
    },
  });
});

test("several threads at once use more CPU than time, and waited for nothing", () => {
  expect(serviceTimesOf(new Map([["Import", [sample(100, 150)]]]))).toMatchObject({
    Import: { cpuMs: 100, waitMs: 0 },
  });
});

test("half of a CPU doubles the CPU time, and slower services the wait", () => {
  const time = { cpuMs: 10, waitMs: 20 };
  expect(serviceSeconds(time, { memoryMb: 1_769, waits: 1 })).toBeCloseTo(0.03);
  expect(serviceSeconds(time, { memoryMb: 1_769 / 2, waits: 3 })).toBeCloseTo(0.08);
});
