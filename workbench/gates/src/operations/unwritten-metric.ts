import type { Finding } from "../finding.ts";
import type { OperationsFacts } from "./operations-facts.ts";

const rule = "operations/unwritten-metric";

/** Metrics that are declared and that nothing wrote while the evidence was recorded: an alarm on one would never fire. */
export function unwrittenMetric({ declared, telemetry }: OperationsFacts): readonly Finding[] {
  const written = new Set(telemetry.metrics.map(({ name }) => name));
  return Object.keys(declared.metrics)
    .filter((name) => !written.has(name))
    .map((name) => ({
      rule,
      severity: "error",
      resource: name,
      message: "It is declared, and no function wrote it while the evidence was recorded.",
      fix: `Remove it from packages/contracts/src/telemetry/metrics.ts, or add a scenario to acceptance/src/scenarios in which it is written.`,
    }));
}
