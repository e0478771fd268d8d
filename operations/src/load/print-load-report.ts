import { printTable } from "@stagecraft/cli/print-table";
import { asOutcome, countVerdicts, type LoadReport, quarters } from "./load-report.ts";
import { verdictOf } from "./load-result.ts";

/** The report as text: what customers saw, then each function, the waits, the memory, and the problems. */
export function printLoadReport({
  shape,
  stage,
  result,
  functions,
  waits,
  memory,
  problems,
}: LoadReport): string {
  const { profile, ratePerSecond, seconds } = shape;
  const counts = countVerdicts(result);
  const tookSeconds = (result.endMs - result.startMs) / 1_000;
  const requests = result.routes.map(({ route, latency, outcomes }) => {
    const of = (verdict: string) =>
      Object.entries(outcomes)
        .filter(([outcome]) => verdictOf(asOutcome(outcome)) === verdict)
        .reduce((sum, [, times]) => sum + times, 0);
    return [
      route,
      ...[latency.count, of("answered"), of("throttled"), of("failed")].map(String),
      ...[latency.p50Ms, latency.p95Ms, latency.p99Ms, latency.maxMs].map(milliseconds),
    ];
  });
  const calls = functions.map((hop) => [
    hop.functionName,
    ...[hop.invocations, hop.coldStarts, hop.throttles, hop.errors].map(String),
    ...[hop.p50Ms, hop.p99Ms].map(milliseconds),
  ]);
  return [
    `${profile} on ${stage}: up to ${ratePerSecond} requests a second for ${seconds} s; ${counts.sent} sent, ${counts.answered} answered in ${tookSeconds.toFixed(1)} s`,
    "",
    printTable(
      ["request", "sent", "answered", "throttled", "failed", "p50", "p95", "p99", "longest"],
      requests,
    ),
    "",
    printTable(["function", "invoked", "cold", "throttled", "failed", "p50", "p99"], calls),
    ...(waits.length === 0
      ? []
      : [
          "",
          printTable(
            ["wait of the dashboard", "line", "longest"],
            waits.map(({ title, line, longest }) => [title, line, `${longest.toFixed(1)} s`]),
          ),
        ]),
    ...(memory.length < 4 ? [] : ["", memoryText(memory)]),
    "",
    ...(problems.length === 0 ? ["clean: every request was answered"] : problems),
  ].join("\n");
}

function memoryText(memory: LoadReport["memory"]): string {
  const text = (name: string, { before, after }: { before: number; after: number }) =>
    `${name} ${before.toFixed(0)} MB, then ${after.toFixed(0)} MB`;
  const stage = quarters(memory, ({ stageMb }) => stageMb);
  const environment = quarters(memory, ({ environmentMb }) => environmentMb);
  const count = quarters(memory, ({ environments }) => environments).after;
  return `memory in the second and in the last quarter: ${text("the stage", stage)}; ${text("an environment", environment)} (${count} of them)`;
}

function milliseconds(ms: number | undefined): string {
  if (ms === undefined || Number.isNaN(ms)) return "-";
  return `${ms < 100 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
