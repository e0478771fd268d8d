import type { Counts } from "../counts/counts.ts";

type ForEachCount = { readonly [name in keyof Counts]: number };

/**
 * How far a count may be above its budget, as a share of it, so that small changes need no new budget. All counts but the heap are
 * equal in every run; the heap mostly differs by half a per cent, and in one import of twenty by up to 330 kB.
 */
export const headroomOf: ForEachCount = {
  codeBytes: 0.02,
  gzipBytes: 0.02,
  modules: 0.03,
  functionsRun: 0.03,
  bytecodeBytes: 0.03,
  heapBytes: 0.1,
};

/** From this much below its budget, a count needs a new one: growth back to the budget would not be noticed. */
export const slackOf: ForEachCount = {
  codeBytes: 0.1,
  gzipBytes: 0.1,
  modules: 0.1,
  functionsRun: 0.1,
  bytecodeBytes: 0.1,
  heapBytes: 0.2,
};

/** A smaller difference is never outside of a budget: a function of a few lines may get a few more, and its heap is mostly Node's. */
export const smallestDifferenceOf: ForEachCount = {
  codeBytes: 2_000,
  gzipBytes: 1_000,
  modules: 3,
  functionsRun: 10,
  bytecodeBytes: 5_000,
  heapBytes: 500_000,
};
