import type { Finding } from "../../finding.ts";
import type { EventGraph } from "./event-graph.ts";
import type { RunawayFacts } from "./runaway-facts.ts";

/**
 * Sources whose single event can cause more invocations than the limit, when everything fails for as long as it is retried: the attempts
 * of each step, multiplied along the way and added where the way divides.
 */
export function retryAmplification({
  graph,
  settings: { runaway },
}: RunawayFacts): readonly Finding[] {
  return sourcesOf(graph).flatMap((source): readonly Finding[] => {
    const { invocations, way } = invocationsOf(graph, source, new Set());
    if (invocations <= runaway.invocationsPerEvent) return [];
    const count = Number.isFinite(invocations) ? String(invocations) : "any number of";
    return [
      {
        rule: "governance/retry-amplification",
        severity: "error",
        resource: source,
        message: `One event can cause ${count} invocations, for example by ${way.join(" > ")}. The limit is ${runaway.invocationsPerEvent}.`,
        fix: "Fewer deliveries or retries on that way: maxReceiveCount, maximumRetryAttempts or MaxAttempts",
      },
    ];
  });
}

/** The parts that nothing in the program causes, and the sources of triggers. */
function sourcesOf({ edges, functions }: EventGraph): readonly string[] {
  const sources = edges.map(({ from }) => from).filter((from) => !functions.has(from));
  return [...new Set(sources)].toSorted();
}

/** The way is the one with the most invocations. A loop is followed once: `event-loop` finds it. */
function invocationsOf(
  { edges, functions }: Pick<EventGraph, "edges" | "functions">,
  part: string,
  before: ReadonlySet<string>,
): { readonly invocations: number; readonly way: readonly string[] } {
  if (before.has(part)) return { invocations: 0, way: [] };
  const passed = new Set([...before, part]);
  const steps = edges
    .filter(({ from }) => from === part)
    .map(({ to, attempts }) => {
      const after = invocationsOf({ edges, functions }, to, passed);
      const caused = after.invocations === 0 ? 0 : attempts * after.invocations;
      return { invocations: caused, way: [`${part} (${attempts}x)`, ...after.way] };
    });
  const most = steps.toSorted((one, other) => other.invocations - one.invocations)[0];
  const own = functions.has(part) ? 1 : 0;
  return {
    invocations: steps.reduce((sum, { invocations }) => sum + invocations, own),
    way: most && most.invocations > 0 ? most.way : [part],
  };
}
