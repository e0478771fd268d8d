import type { MemoryFacts } from "./memory-facts.ts";
import type { MemorySize } from "./memory-sizes.ts";

/** The functions of the stage that were measured, each with the memory that it has and where the program sets that. */
export function measuredSizes({ functions, sizes, placeOf }: MemoryFacts): readonly {
  readonly name: string;
  readonly memoryMb: number;
  readonly size: MemorySize;
  readonly place: string;
}[] {
  return functions.flatMap(({ logicalName: name, memoryMb }) => {
    const size = sizes?.functions[name];
    if (!size || "notMeasured" in size) return [];
    return [{ name, memoryMb, size, place: placeOf(name) ?? "a place that was not found" }];
  });
}
