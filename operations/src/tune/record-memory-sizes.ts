import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import {
  type MemorySize,
  type MemorySizes,
  memorySizesFile,
} from "@stagecraft/gates/latency/memory/memory-sizes";
import { printMemorySizes } from "@stagecraft/gates/latency/memory/print-memory-sizes";
import { readMemorySizes } from "@stagecraft/gates/latency/memory/read-memory-sizes";
import type { FunctionTuning } from "./print-tuning.ts";

/**
 * Writes what was measured, and the recommended sizes, into the program. What a person wrote stays: deviations, and why a function is
 * not measured. Returns what it wrote, as text.
 */
export async function recordMemorySizes(
  root: string,
  tunings: readonly FunctionTuning[],
): Promise<string> {
  const before = await readMemorySizes(root);
  const recorded = tunings.flatMap((tuning) => {
    const known = before?.functions[tuning.functionName];
    const size = sizeOf(tuning);
    if (!size) return known ? [[tuning.functionName, known] as const] : [];
    const deviation = known && "deviation" in known ? { deviation: known.deviation } : {};
    return [[tuning.functionName, { ...size, ...deviation }] as const];
  });
  // Other stages may have more functions.
  const others = Object.entries(before?.functions ?? {}).filter(
    ([, size]) => "notMeasured" in size,
  );
  const [core] = cpus();
  const sizes: MemorySizes = {
    measured: {
      on: new Date().toISOString().slice(0, 10),
      machine: `${cpus().length} x ${core?.model ?? "unknown"}, Node ${process.versions.node}`,
    },
    functions: Object.fromEntries([...others, ...recorded]),
  };
  await writeFile(join(root, memorySizesFile), printMemorySizes(sizes));
  const missing = tunings
    .map(({ functionName }) => functionName)
    .filter((name) => !sizes.functions[name]);
  return [
    `${memorySizesFile}: ${recorded.length} functions`,
    ...missing.map(
      (name) => `not measured: write "${name}": { "notMeasured": "why" }, or make tune invoke it`,
    ),
  ].join("\n");
}

function sizeOf({ measured }: FunctionTuning): MemorySize | undefined {
  if (!measured) return undefined;
  const { invocations, p50CpuMs, p50WaitMs, maxMemoryMb, recommendation } = measured;
  return {
    invocations,
    cpuMs: rounded(p50CpuMs),
    waitMs: rounded(p50WaitMs),
    seenMb: Math.ceil(maxMemoryMb),
    recommendedMb: recommendation.estimate.memoryMb,
    because: recommendation.reason,
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
