/** What was measured of the functions of a program, and the memory that follows from it. */
export type MemorySizes = {
  /** When and where it was measured. */
  readonly measured: { readonly on: string; readonly machine: string };
  /** By the function's logical name. */
  readonly functions: { readonly [functionName: string]: MemorySize | UnmeasuredSize };
};

/** The memory that a function should have, with what it follows from. Times are those of a function with a whole CPU. */
export type MemorySize = {
  readonly invocations: number;
  /** Medians of one invocation. */
  readonly cpuMs: number;
  readonly waitMs: number;
  /** The most that one of its environments used. */
  readonly seenMb: number;
  readonly recommendedMb: number;
  readonly because: string;
  /** Another size that the program gives it on purpose. A person writes it. */
  readonly deviation?: { readonly memoryMb: number; readonly reason: string };
};

/** Why nobody measures a function. A person writes it. */
export type UnmeasuredSize = { readonly notMeasured: string };

/** The file of a program's memory sizes, relative to it. */
export const memorySizesFile = "infra/memory-sizes.json";

/** Node's heap needs room for more than was seen at once: so many times what was seen. */
export const memoryHeadroom = 1.4;
