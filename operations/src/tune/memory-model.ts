import { lambdaPrices } from "@stagecraft/cost/prices/lambda-prices";
import { percentile } from "./percentile.ts";

/** What one invocation took on this machine, in a process that may use a whole CPU. */
export type InvocationSample = {
  readonly durationMs: number;
  /** CPU time of all threads of its process. */
  readonly cpuMs: number;
  readonly maxMemoryMb: number;
  /** The time of its init phase, if it started an environment. */
  readonly initMs?: number;
};

/** What a function would take and cost with an amount of memory. */
export type MemoryEstimate = {
  readonly memoryMb: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Of a million invocations, in US dollars. */
  readonly dollars: number;
};

/** With so much memory a function has one whole CPU. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const oneCpuMb = 1_769;

export type Architecture = keyof typeof lambdaPrices.gbSecond;

/**
 * How long the invocation would take with an amount of memory: Lambda gives a function CPU in proportion to its memory, and what it
 * waits for does not become faster. A Node function uses hardly more than one CPU, so that above 1,769 MB nothing is gained.
 */
export function durationWith({ durationMs, cpuMs }: InvocationSample, memoryMb: number): number {
  const waitMs = Math.max(0, durationMs - cpuMs);
  // What several threads do at once takes less time than CPU.
  const busyMs = durationMs - waitMs;
  return waitMs + busyMs / Math.min(1, memoryMb / oneCpuMb);
}

/** The cost of one invocation in US dollars. Lambda bills each millisecond that has begun, of the init phase too. */
function dollarsOf(sample: InvocationSample, memoryMb: number, architecture: Architecture): number {
  // The init phase is not scaled: that it has less CPU with less memory is not documented, nor what others measured.
  const billedMs = Math.ceil(durationWith(sample, memoryMb) + (sample.initMs ?? 0));
  const gbSeconds = (memoryMb / 1_024) * (billedMs / 1_000);
  return gbSeconds * lambdaPrices.gbSecond[architecture] + lambdaPrices.request;
}

/** Estimates a function with an amount of memory from samples of its invocations, of which there is at least one. */
export function estimate(
  samples: readonly InvocationSample[],
  memoryMb: number,
  architecture: Architecture,
): MemoryEstimate {
  const durations = samples.map((sample) => durationWith(sample, memoryMb));
  const dollars = samples.reduce((sum, each) => sum + dollarsOf(each, memoryMb, architecture), 0);
  return {
    memoryMb,
    p50Ms: percentile(durations, 0.5),
    p95Ms: percentile(durations, 0.95),
    dollars: (dollars / samples.length) * 1_000_000,
  };
}
