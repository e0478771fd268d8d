import { lambdaPrices } from "@stagecraft/cost/prices/lambda-prices";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { EventGraph } from "./event-graph.ts";

/** What one event causes when everything fails for as long as it is retried, and each invocation runs into its timeout. */
export type WorstEvent = {
  /** The part that the event comes from. */
  readonly source: string;
  /** Infinity: without an end. */
  readonly invocations: number;
  /** What the invocations cost, in US dollars. */
  readonly usd: number;
  /** The way with the most invocations, each step with its attempts: `Jobs (3x)`. */
  readonly way: readonly string[];
};

/**
 * The worst event of each source, the one with the most invocations first: the attempts of each step, multiplied along the way and added
 * where the way divides. What keeps a second attempt from causing the same work again, such as the name of an execution, is not known
 * here. A loop is followed once.
 */
export function worstEvents(
  graph: EventGraph,
  functions: readonly FunctionDefinition[],
): readonly WorstEvent[] {
  const usdOf = new Map(functions.map((each) => [each.logicalName, usdPerInvocation(each)]));
  const sources = graph.edges.map(({ from }) => from).filter((from) => !graph.functions.has(from));
  return [...new Set(sources)]
    .map((source) => ({ source, ...caused(graph.edges, usdOf, source, new Set()) }))
    .toSorted((one, other) => other.invocations - one.invocations);
}

function caused(
  edges: EventGraph["edges"],
  usdOf: ReadonlyMap<string, number>,
  part: string,
  before: ReadonlySet<string>,
): Omit<WorstEvent, "source"> {
  if (before.has(part)) return { invocations: 0, usd: 0, way: [] };
  const passed = new Set([...before, part]);
  const steps = edges
    .filter(({ from }) => from === part)
    .map(({ to, attempts }) => ({ attempts, after: caused(edges, usdOf, to, passed) }))
    .filter(({ after }) => after.invocations > 0)
    .map(({ attempts, after }) => ({
      invocations: attempts * after.invocations,
      usd: attempts * after.usd,
      way: [`${part} (${attempts}x)`, ...after.way],
    }));
  const [most] = steps.toSorted((one, other) => other.invocations - one.invocations);
  const own = usdOf.get(part);
  return {
    invocations: steps.reduce(
      (sum, { invocations }) => sum + invocations,
      own === undefined ? 0 : 1,
    ),
    usd: steps.reduce((sum, { usd }) => sum + usd, own ?? 0),
    way: most?.way ?? [part],
  };
}

/** Of an invocation that runs into its timeout. */
function usdPerInvocation({
  memoryMb,
  timeoutMs,
  architecture,
}: Pick<FunctionDefinition, "memoryMb" | "timeoutMs" | "architecture">): number {
  const gbSeconds = (memoryMb / 1_024) * (timeoutMs / 1_000);
  return gbSeconds * lambdaPrices.gbSecond[architecture] + lambdaPrices.request;
}
