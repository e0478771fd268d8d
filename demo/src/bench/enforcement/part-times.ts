import type { Profiler, Runtime } from "node:inspector";

/**
 * Sums the milliseconds of a CPU profile by part, including called functions. A sample counts for the innermost frame that has a
 * part. V8 samples elapsed time, also while the thread waits for a core, so the result is an upper bound of the processor time.
 */
export function partTimes(
  profile: Profiler.Profile,
  partOf: (frame: Runtime.CallFrame) => string | undefined,
): ReadonlyMap<string, number> {
  const { nodes, samples = [], startTime, endTime } = profile;
  const partOfNode = new Map<number, string | undefined>();
  // V8 lists a node before its children.
  for (const { id, callFrame, children = [] } of nodes) {
    const part = partOf(callFrame) ?? partOfNode.get(id);
    for (const node of [id, ...children]) partOfNode.set(node, part);
  }
  const sampleMs = (endTime - startTime) / 1000 / samples.length;
  const times = new Map<string, number>();
  for (const node of samples) {
    const part = partOfNode.get(node);
    if (part !== undefined) times.set(part, (times.get(part) ?? 0) + sampleMs);
  }
  return times;
}
