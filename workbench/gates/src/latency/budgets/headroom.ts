import type { Counts } from "../counts/counts.ts";

/**
 * How far a count may be above its budget, as a share of it, so that small changes need no new budget. All counts but the heap are
 * equal in every run; the heap differs by half a per cent from run to run, and more from one processor to another.
 */
export const headroomOf: { readonly [name in keyof Counts]: number } = {
  codeBytes: 0.02,
  gzipBytes: 0.02,
  modules: 0.03,
  functionsRun: 0.03,
  bytecodeBytes: 0.03,
  heapBytes: 0.1,
};

/** From this much below its budget, a count needs a new one: growth back to the budget would not be noticed. */
export const slackOf: { readonly [name in keyof Counts]: number } = {
  codeBytes: 0.1,
  gzipBytes: 0.1,
  modules: 0.1,
  functionsRun: 0.1,
  bytecodeBytes: 0.1,
  heapBytes: 0.2,
};
