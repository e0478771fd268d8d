import { secondsText } from "@stagecraft/cli/seconds-text";
import type { ImportRun } from "./import-catalogue.ts";
import type { MemoryLimits } from "./import-problems.ts";

/** Formats the result as a table for a terminal. */
export function printImport(run: ImportRun, limits: MemoryLimits): string {
  const { generated, summary, stored, invocations } = run;
  const [first, continued] = invocations;
  const functionMb = Math.max(first.peakMemoryMb, continued.peakMemoryMb);
  const speed = (ms: number) =>
    `${secondsText(ms)}, ${(generated.bytes / 1000 / ms).toFixed(1)} MB/s`;
  const lines = [
    ["file", `${count(generated.bytes)} bytes, ${count(generated.rows)} rows`],
    ["upload", speed(run.uploadMs)],
    ["import", `${speed(run.importMs)}, ${first.count} + ${continued.count} invocations`],
    [
      "rows",
      `${count(summary.rowsIn)} in, ${count(summary.rowsOut)} out, ${count(summary.rowsRejected)} rejected`,
    ],
    ["in Postgres", `${count(stored.products)} products, ${count(stored.pieces)} pieces`],
    ["function", `${functionMb} MB of ${limits.functionMb} MB at most`],
    ["stage", `${run.stagePeakMb} MB of ${limits.stageMb} MB at most, with the uploader`],
  ] as const;
  return lines.map(([label, text]) => `${label.padEnd(11)}  ${text}`).join("\n");
}

function count(value: number): string {
  return value.toLocaleString("en-GB");
}
