import type { InvocationsSeen } from "@stagecraft/gates/evidence";
import type { InvocationSeen } from "@stagecraft/operations/local-system/record-evidence";

/** What the invocations of each function took, by the functions' names. */
export function invocationsOf(seen: readonly InvocationSeen[]): readonly InvocationsSeen[] {
  const byFunction = [...Map.groupBy(seen, ({ functionName }) => functionName)];
  return byFunction
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([functionName, all]) => {
      const sorted = all.toSorted((a, b) => a.durationMs - b.durationMs);
      const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1];
      if (!p99) return [];
      const inits = all.flatMap(({ initMs }) => initMs ?? []);
      return [
        {
          functionName,
          invocations: all.length,
          p99: { durationMs: rounded(p99.durationMs), cpuMs: rounded(p99.cpuMs) },
          maxMemoryMb: Math.max(...all.map(({ maxMemoryMb }) => maxMemoryMb)),
          largestEventBytes: Math.max(...all.map(({ eventBytes }) => eventBytes)),
          largestResponseBytes: Math.max(...all.map(({ responseBytes }) => responseBytes)),
          ...(inits.length > 0 ? { longestInitMs: rounded(Math.max(...inits)) } : {}),
        },
      ];
    });
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
