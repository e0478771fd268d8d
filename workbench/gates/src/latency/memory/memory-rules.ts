import type { Finding } from "../../finding.ts";
import type { MemoryFacts } from "./memory-facts.ts";
import { missingMemorySize } from "./missing-memory-size.ts";
import { otherMemorySize } from "./other-memory-size.ts";
import { tooLittleMemory } from "./too-little-memory.ts";

/** The rules that compare the memory of functions with what was measured. */
export const memoryRules: readonly ((facts: MemoryFacts) => readonly Finding[])[] = [
  missingMemorySize,
  tooLittleMemory,
  otherMemorySize,
];
