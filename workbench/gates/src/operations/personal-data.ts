import type { Finding } from "../finding.ts";
import type { OperationsFacts } from "./operations-facts.ts";

const rule = "operations/personal-data";

/** Personal data in logs, spans and metrics: whoever may read those would see it, and no erasure finds it there. */
export function personalData({ telemetry }: OperationsFacts): readonly Finding[] {
  return telemetry.personalData.map(({ functionName, sink, what, example }) => ({
    rule,
    severity: "error",
    resource: functionName,
    message: `A ${sink} of it contains ${what}: ${example}`,
    fix: "Leave it out, or write the id of the order in its place.",
  }));
}
