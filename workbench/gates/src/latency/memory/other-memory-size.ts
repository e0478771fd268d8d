import type { Finding } from "../../finding.ts";
import { measuredSizes } from "./measured-sizes.ts";
import type { MemoryFacts } from "./memory-facts.ts";
import { memorySizesFile } from "./memory-sizes.ts";
import { tooLittleMemory } from "./too-little-memory.ts";

/** Functions with another memory than the recommended one, or than that of their deviation. */
export function otherMemorySize(facts: MemoryFacts): readonly Finding[] {
  const tooLittle = new Set(tooLittleMemory(facts).map(({ resource }) => resource));
  return measuredSizes(facts).flatMap(({ name, memoryMb, size, place }): readonly Finding[] => {
    const { recommendedMb, because, deviation } = size;
    const wantedMb = deviation?.memoryMb ?? recommendedMb;
    if (memoryMb === wantedMb || tooLittle.has(name)) return [];
    const wanted = deviation
      ? `its deviation in ${memorySizesFile} is ${wantedMb} MB (${deviation.reason})`
      : `${recommendedMb} MB are recommended (${because})`;
    return [
      {
        rule: "latency/other-memory-size",
        severity: "warning",
        resource: name,
        message: `It has ${memoryMb} MB at ${place}, and ${wanted}.`,
        fix: `memory: "${wantedMb} MB", or in ${memorySizesFile} "deviation": { "memoryMb": ${memoryMb}, "reason": "why" }`,
      },
    ];
  });
}
