import { table } from "../report/table.ts";
import type { Compared, FunctionComparison } from "./compare-flow.ts";

/** Predicted, measured, and measured by predicted, of each function. */
export function printComparison(comparisons: readonly FunctionComparison[]): string {
  const cells = ({ predicted, measured, ratio }: Compared, digits: number) => [
    predicted.toFixed(digits),
    measured.toFixed(digits),
    Number.isFinite(ratio) ? ratio.toFixed(2) : "-",
  ];
  return table(
    [
      "function",
      ...["an order invokes it", "measured", "ratio"],
      ...["takes, ms", "measured", "ratio"],
      ...["runs at once", "measured", "ratio"],
    ],
    comparisons.map(({ functionName, invocationsPerOrder, meanMs, concurrency }) => [
      functionName,
      ...cells(invocationsPerOrder, 2),
      ...cells(meanMs, 1),
      ...cells(concurrency, 3),
    ]),
  );
}
