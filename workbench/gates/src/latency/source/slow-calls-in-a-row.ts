import type { Finding } from "../../finding.ts";
import { type CallDuration, longestCall, seconds } from "./call-durations.ts";
import { placeOf } from "./clients.ts";
import type { SourceFacts } from "./source-facts.ts";

/**
 * Functions whose calls, one of each of their clients, may together last as long as the function: then Lambda ends the invocation before
 * the code can handle the last failure. A call that alone lasts as long has a rule of its own.
 */
export function slowCallsInARow({ functions }: SourceFacts): readonly Finding[] {
  return functions.flatMap(({ definition, clients }): readonly Finding[] => {
    const { logicalName, timeoutMs } = definition;
    // What a function makes is counted where that is called with its limits.
    const made = clients.filter(({ within }) => within.length === 0);
    const calls = oneForEachPlace(made.flatMap((client) => longestCall(client) ?? []));
    const sumMs = calls.reduce((sum, { longestMs }) => sum + longestMs, 0);
    if (sumMs < timeoutMs || calls.some(({ longestMs }) => longestMs >= timeoutMs)) return [];
    const parts = calls.map(
      ({ client, longestMs, text }) =>
        `${client.name} (${placeOf(client)}) ${seconds(longestMs)} (${text})`,
    );
    return [
      {
        rule: "latency/slow-calls-in-a-row",
        severity: "error",
        resource: logicalName,
        message: `Its calls may last ${seconds(sumMs)} in a row, and it has a timeout of ${seconds(timeoutMs)}: ${parts.join(", ")}.`,
        fix: "Fewer attempts, or shorter timeouts of the calls, so that their sum is below the function's timeout",
      },
    ];
  });
}

/** Limits that a file declares and passes to a client of its own are one call, of the longer of both. */
function oneForEachPlace(calls: readonly CallDuration[]): readonly CallDuration[] {
  const byPlace = Map.groupBy(calls, ({ client }) => placeOf(client));
  return [...byPlace.values()].flatMap((same) =>
    same.toSorted((a, b) => b.longestMs - a.longestMs).slice(0, 1),
  );
}
