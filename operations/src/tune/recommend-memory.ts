import { memoryHeadroom } from "@stagecraft/gates/latency/memory/memory-sizes";
import {
  type Architecture,
  estimate,
  type InvocationSample,
  type MemoryEstimate,
  oneCpuMb,
} from "./memory-model.ts";

export type MemoryRecommendation = {
  readonly estimate: MemoryEstimate;
  /** Why this one, for people. */
  readonly reason: string;
  readonly estimates: readonly MemoryEstimate[];
};

/** Sizes that are compared: those that people choose, up to one CPU. */
export const memorySizesMb = [128, 192, 256, 384, 512, 768, 1_024, 1_536, oneCpuMb] as const;

/** How much slower than with a whole CPU a caller may be answered. */
const allowedSlowdown = 1.5;
/** How much more than the cheapest size a function may cost that nobody waits for: it is faster, and what it is a part of as well. */
const allowedCost = 1.2;

/**
 * Chooses among the sizes that have room for the memory that was seen. Somebody waits for a synchronous function: the least memory
 * that is not much slower than a whole CPU (the knee). Nobody waits for another one: the largest that costs little
 * more than the cheapest.
 */
export function recommendMemory(
  samples: readonly InvocationSample[],
  { isSynchronous, architecture }: { isSynchronous: boolean; architecture: Architecture },
): MemoryRecommendation {
  const seenMb = Math.max(...samples.map(({ maxMemoryMb }) => maxMemoryMb));
  const fitting = memorySizesMb.filter((memoryMb) => memoryMb >= seenMb * memoryHeadroom);
  const sizes = fitting.length > 0 ? fitting : [oneCpuMb];
  const estimates = sizes.map((memoryMb) => estimate(samples, memoryMb, architecture));
  const fastest = Math.min(...estimates.map(({ p95Ms }) => p95Ms));
  const cheapest = Math.min(...estimates.map(({ dollars }) => dollars));
  const chosen = isSynchronous
    ? estimates.find(({ p95Ms }) => p95Ms <= fastest * allowedSlowdown)
    : estimates.findLast(({ dollars }) => dollars <= cheapest * allowedCost);
  const least = `the least that has room for ${seenMb} MB`;
  const best = chosen ?? estimate(samples, oneCpuMb, architecture);
  const reason =
    best.memoryMb === sizes[0]
      ? least
      : isSynchronous
        ? `p95 at most ${allowedSlowdown} times that of a whole CPU`
        : `faster for at most ${allowedCost} times the least cost`;
  return { estimate: best, reason, estimates };
}
