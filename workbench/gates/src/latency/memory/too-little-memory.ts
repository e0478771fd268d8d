import type { Finding } from "../../finding.ts";
import { measuredSizes } from "./measured-sizes.ts";
import type { MemoryFacts } from "./memory-facts.ts";
import { memoryHeadroom } from "./memory-sizes.ts";

/**
 * Functions without room for the memory that was seen, and functions that mostly compute with half of the recommended size or less:
 * CPU is in proportion to memory (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html).
 */
export function tooLittleMemory(facts: MemoryFacts): readonly Finding[] {
  return measuredSizes(facts).flatMap(({ name, memoryMb, size, place }): readonly Finding[] => {
    const found = (message: string, fix: string): readonly Finding[] => [
      { rule: "latency/too-little-memory", severity: "error", resource: name, message, fix },
    ];
    const neededMb = Math.ceil(size.seenMb * memoryHeadroom);
    if (memoryMb < neededMb) {
      return found(
        `It has ${memoryMb} MB at ${place}, and ${size.seenMb} MB were in use when it was measured: with headroom it needs ${neededMb} MB.`,
        `memory: "${Math.max(size.recommendedMb, neededMb)} MB"`,
      );
    }
    const isBusy = size.cpuMs >= size.waitMs;
    if (!isBusy || memoryMb > size.recommendedMb / 2 || size.deviation?.memoryMb === memoryMb) {
      return [];
    }
    return found(
      `It has ${memoryMb} MB at ${place}, and ${size.recommendedMb} MB are recommended (${size.because}): of an invocation it computes for ${size.cpuMs} ms and waits for ${size.waitMs} ms, so that it takes ${text(size.recommendedMb / memoryMb)} times as long with so little CPU.`,
      `memory: "${size.recommendedMb} MB"`,
    );
  });
}

function text(times: number): string {
  return times.toFixed(1).replace(/\.0$/, "");
}
