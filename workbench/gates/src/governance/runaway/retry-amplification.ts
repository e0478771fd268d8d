import type { Finding } from "../../finding.ts";
import type { RunawayFacts } from "./runaway-facts.ts";
import { worstEvents } from "./worst-events.ts";

/** Sources whose single event can cause more invocations than the limit: attempts x fan-out. */
export function retryAmplification({
  graph,
  functions,
  settings: { runaway },
}: RunawayFacts): readonly Finding[] {
  return worstEvents(graph, functions)
    .filter(({ invocations }) => invocations > runaway.invocationsPerEvent)
    .map(({ source, invocations, usd, way }): Finding => {
      const count = Number.isFinite(invocations)
        ? `${invocations} invocations for $${usd.toFixed(2)}`
        : "invocations without an end";
      return {
        rule: "governance/retry-amplification",
        severity: "error",
        resource: source,
        message: `One event can cause ${count}, for example by ${way.join(" > ")}. The limit is ${runaway.invocationsPerEvent}.`,
        fix: "Fewer deliveries or retries on that way: maxReceiveCount, maximumRetryAttempts or MaxAttempts",
      };
    });
}
