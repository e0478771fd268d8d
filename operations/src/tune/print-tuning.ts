import { printTable } from "@stagecraft/cli/print-table";
import type { MemoryEstimate } from "./memory-model.ts";
import type { MemoryRecommendation } from "./recommend-memory.ts";

/** What was found out about a function. */
export type FunctionTuning = {
  readonly functionName: string;
  /** Of the program. */
  readonly memoryMb: number;
  readonly isSynchronous: boolean;
  /** Absent when the function was not invoked. */
  readonly measured?: {
    readonly invocations: number;
    readonly p50CpuMs: number;
    readonly p50WaitMs: number;
    readonly maxMemoryMb: number;
    /** With the memory that it has. */
    readonly now: MemoryEstimate;
    readonly recommendation: MemoryRecommendation;
  };
};

/** A table of the functions, and below it what was not measured, and what the numbers rest on. */
export function printTuning(tunings: readonly FunctionTuning[]): string {
  const measured = tunings.flatMap((tuning) =>
    tuning.measured ? [{ ...tuning, measured: tuning.measured }] : [],
  );
  const missing = tunings.filter((tuning) => !tuning.measured).map((each) => each.functionName);
  const head = [
    "function",
    "trigger",
    "invoked",
    "CPU",
    "wait",
    "used",
    "has",
    "p95",
    "$/M",
    "better",
    "p95",
    "$/M",
    "because",
  ];
  const rows = measured.map(({ functionName, isSynchronous, memoryMb, measured: found }) => {
    const { now, recommendation } = found;
    const better = recommendation.estimate;
    return [
      functionName,
      isSynchronous ? "sync" : "async",
      String(found.invocations),
      milliseconds(found.p50CpuMs),
      milliseconds(found.p50WaitMs),
      `${found.maxMemoryMb} MB`,
      `${memoryMb} MB`,
      milliseconds(now.p95Ms),
      now.dollars.toFixed(2),
      `${better.memoryMb} MB`,
      milliseconds(better.p95Ms),
      better.dollars.toFixed(2),
      recommendation.reason,
    ];
  });
  return [
    printTable(head, rows),
    "",
    ...(missing.length > 0
      ? [`not measured, because nothing invoked them: ${missing.join(", ")}`]
      : []),
    "CPU and wait are medians on this machine with a whole CPU; p95 and dollars are the model's for Lambda.",
    "On AWS a call to another service takes longer than here, which makes memory matter less. Before a size is final,",
    "confirm it on a deployed stage with AWS Lambda Power Tuning (docs/performance.md).",
  ].join("\n");
}

function milliseconds(ms: number): string {
  return `${ms < 100 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
