import { cpus } from "node:os";
import { printTable } from "@stagecraft/cli/print-table";
import type { Compared, FunctionComparison } from "./compare-flow.ts";
import type { MeasuredFlow } from "./measure-flow.ts";

/** Predicted, measured, and measured by predicted, of each function. */
export function printComparison(
  comparisons: readonly FunctionComparison[],
  {
    requests,
    ordersPlaced,
    pending,
    loadAverage,
  }: Omit<MeasuredFlow, "functions"> & {
    /** Of this machine: above its CPUs, durations are longer than they would be alone. */
    readonly loadAverage: number;
  },
): string {
  const cells = ({ predicted, measured, ratio }: Compared, digits: number) => [
    predicted.toFixed(digits),
    measured.toFixed(digits),
    Number.isFinite(ratio) ? ratio.toFixed(2) : "-",
  ];
  return [
    `${requests} requests, ${ordersPlaced} orders, ${pending} pending at the end; this machine's load average is ${loadAverage.toFixed(1)} on ${cpus().length} CPUs`,
    printTable(
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
    ),
  ].join("\n");
}
