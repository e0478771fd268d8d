import type { Profiler, Runtime } from "node:inspector";

/**
 * How many milliseconds of a CPU profile were spent in each part, and in what it called: a sample counts for the innermost
 * frame that `partOf` knows. V8 samples at equal intervals of elapsed time, a thread that waits for a core too, so that each
 * is at least the processor time.
 */
export function partTimes(
  profile: Profiler.Profile,
  partOf: (frame: Runtime.CallFrame) => string | undefined,
): ReadonlyMap<string, number> {
  const { nodes, samples = [], startTime, endTime } = profile;
  const partOfNode = new Map<number, string | undefined>();
  // V8 lists a node before what it called.
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
