import { isDeepStrictEqual } from "node:util";
import type { Finding } from "../finding.ts";
import type { OperationsFacts } from "./operations-facts.ts";

const rule = "operations/undeclared-metric";

/** Metrics that functions write and no declaration names, or that they write with another unit or other dimensions. */
export function undeclaredMetric({ declared, telemetry }: OperationsFacts): readonly Finding[] {
  return telemetry.metrics.flatMap(({ functionName, name, unit, dimensions }): Finding[] => {
    const declaration = declared.metrics[name];
    const written = `${unit} by ${dimensions.join(", ")}`;
    const finding = (message: string): Finding => ({
      rule,
      severity: "error",
      resource: functionName,
      message,
      fix: `Write only what packages/contracts/src/telemetry/metrics.ts declares, or declare ${name} there.`,
    });
    if (!declaration) {
      return [
        finding(
          `It writes the metric ${name} in ${written}, which is not declared: nobody knows what it means, and every name costs money.`,
        ),
      ];
    }
    const expected = ["service", ...(declaration.dimension ? [declaration.dimension] : [])];
    if (declaration.unit === unit && isDeepStrictEqual(dimensions, expected)) return [];
    return [
      finding(
        `It writes the metric ${name} in ${written}, and it is declared in ${declaration.unit} by ${expected.join(", ")}.`,
      ),
    ];
  });
}
