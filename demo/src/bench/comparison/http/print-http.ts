import { markdownTable } from "../../markdown-table.ts";
import type { Quartiles } from "../../telemetry/compare.ts";
import { warmCalls } from "./http-calls.ts";
import type { ComparedCost, HttpResult } from "./http-result.ts";

/** The measured functions as a table in Markdown. */
export function printHttp(results: readonly HttpResult[]): string {
  const header = [
    "function",
    "versions",
    "kB minified (gzip)",
    "CPU to the first result",
    "ratio",
    ...warmCalls.flatMap((call) => [`CPU of a warm ${call}`, "ratio"]),
  ];
  return markdownTable(
    header,
    results.map((result) => {
      const about = [result.name, result.versions.join(", ") || "-"];
      if ("problem" in result) return [...about, `not measured: ${result.problem}`];
      return [
        ...about,
        `${kilobytes(result.bytes)} (${kilobytes(result.gzipBytes)})`,
        ...costCells(result.cold, 0),
        ...warmCalls.flatMap((call) => {
          const cost = result.warm[call];
          return cost ? costCells(cost, 3) : ["-", "-"];
        }),
      ];
    }),
  ).join("\n");
}

function costCells({ cpuUs, ratio }: ComparedCost, digits: number): readonly string[] {
  return [`${(cpuUs.median / 1000).toFixed(digits)} ms`, quartilesText(ratio)];
}

function quartilesText({ low, median, high }: Quartiles): string {
  return `${median.toFixed(2)} [${low.toFixed(2)} to ${high.toFixed(2)}]`;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}
