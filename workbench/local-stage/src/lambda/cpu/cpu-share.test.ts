import { expect, test } from "vitest";
import { cpuShare } from "./cpu-share.ts";

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
test.each([
  [128, 0.072],
  [512, 0.289],
  [1_769, 1],
  [10_240, 5.789],
])("a function with %i MB has %f of a virtual CPU on AWS", (memoryMb, share) => {
  expect(cpuShare(memoryMb)).toBeCloseTo(share, 3);
});
