import type { Finding } from "../../finding.ts";
import { longestCall, seconds } from "./call-durations.ts";
import { placeOf } from "./clients.ts";
import type { SourceFacts } from "./source-facts.ts";

/**
 * Calls that may last for as long as the whole function: Lambda ends the invocation before the code can handle the failure. Several
 * calls together have a rule of their own.
 */
export function slowCalls({ functions }: SourceFacts): readonly Finding[] {
  return functions.flatMap(({ definition, clients }) => {
    const { logicalName, timeoutMs } = definition;
    const slow = clients.flatMap((client) => {
      const call = longestCall(client);
      return call && call.longestMs >= timeoutMs ? [call] : [];
    });
    // Limits that a file declares and that its clients use are one cause.
    const byLimits = Map.groupBy(slow, ({ text }) => text);
    return [...byLimits].map(([text, calls]): Finding => {
      const places = [...new Set(calls.map(({ client }) => `${client.name} (${placeOf(client)})`))];
      return {
        rule: "latency/slow-calls",
        severity: "error",
        resource: logicalName,
        message: `A call of ${places.join(", ")} may last ${seconds(calls[0]?.longestMs ?? 0)} (${text}), and the function has a timeout of ${seconds(timeoutMs)}: it ends before it can handle the failure.`,
        fix: "Fewer attempts, or a shorter timeout of the call",
      };
    });
  });
}
