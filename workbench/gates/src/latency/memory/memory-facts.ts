import type { MemoryPlaceOf } from "./memory-places.ts";
import type { MemorySizes } from "./memory-sizes.ts";

/** The input of the rules about memory. */
export type MemoryFacts = {
  /** The memory that each function of the stage has. */
  readonly functions: readonly { readonly logicalName: string; readonly memoryMb: number }[];
  /** Undefined when the program has no such file. */
  readonly sizes: MemorySizes | undefined;
  readonly placeOf: MemoryPlaceOf;
};
