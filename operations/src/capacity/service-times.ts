import { readFile } from "node:fs/promises";
import { VisibleError } from "@stagecraft/cli/visible-error";
import type { FunctionSamples } from "../tune/measure-functions.ts";
import { durationWith, type InvocationSample } from "../tune/memory-model.ts";
import { percentile } from "../tune/percentile.ts";

/** How long a warm invocation of a function takes on average, in a process that may use a whole CPU. */
export type ServiceTime = {
  readonly invocations: number;
  readonly cpuMs: number;
  readonly waitMs: number;
  /** The time of its init phase; absent when no measured invocation had one. */
  readonly initMs?: number;
  /** The warm invocation at the 99th percentile of their durations; absent in older records. */
  readonly p99?: { readonly cpuMs: number; readonly waitMs: number };
  /** The most memory that an invocation used; absent in older records. */
  readonly maxMemoryMb?: number;
};

/** Service times of the functions that were invoked, and where they are from. */
export type ServiceTimes = {
  /** `2026-11-30` */
  readonly measuredOn: string;
  readonly machine: string;
  /** How many orders ran, one after the other. */
  readonly orders: number;
  /** By the function's logical name. */
  readonly functions: { readonly [name: string]: ServiceTime };
};

/** The recorded service times, relative to the repository. */
export const serviceTimesFile = "operations/src/capacity/service-times.json";

/** @throws VisibleError when they are not recorded */
export async function readServiceTimes(root: string): Promise<ServiceTimes> {
  try {
    return JSON.parse(await readFile(`${root}/${serviceTimesFile}`, "utf8"));
  } catch (cause) {
    throw new VisibleError(
      `${serviceTimesFile} cannot be read. Record it: npm run capacity -- --measure`,
      { cause },
    );
  }
}

/** The means of the samples. An invocation that started an environment is slower than those after it, and counts only for the init. */
export function serviceTimesOf(samples: FunctionSamples): ServiceTimes["functions"] {
  const entries = [...samples].map(([name, all]): [string, ServiceTime] => {
    const warm = all.filter(({ initMs }) => initMs === undefined);
    const used = warm.length > 0 ? warm : all;
    const inits = all.flatMap(({ initMs }) => initMs ?? []);
    const p99 = slowestOf(used);
    return [
      name,
      {
        invocations: all.length,
        cpuMs: rounded(mean(used.map(busyMs))),
        waitMs: rounded(mean(used.map((sample) => sample.durationMs - busyMs(sample)))),
        ...(inits.length > 0 ? { initMs: rounded(mean(inits)) } : {}),
        ...(p99 === undefined
          ? {}
          : {
              p99: { cpuMs: rounded(busyMs(p99)), waitMs: rounded(p99.durationMs - busyMs(p99)) },
            }),
        maxMemoryMb: Math.max(...all.map(({ maxMemoryMb }) => maxMemoryMb)),
      },
    ];
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** With an amount of memory, in seconds. `waits` multiplies the time that it waits for other services. */
export function serviceSeconds(
  { cpuMs, waitMs }: Pick<ServiceTime, "cpuMs" | "waitMs">,
  { memoryMb, waits }: { readonly memoryMb: number; readonly waits: number },
): number {
  const durationMs = cpuMs + waitMs * waits;
  return durationWith({ durationMs, cpuMs, maxMemoryMb: 0 }, memoryMb) / 1_000;
}

/** Of at most 100 samples it is the slowest. */
function slowestOf(samples: readonly InvocationSample[]): InvocationSample | undefined {
  const p99Ms = percentile(
    samples.map(({ durationMs }) => durationMs),
    0.99,
  );
  return samples.find(({ durationMs }) => durationMs === p99Ms);
}

/** Several threads may use more CPU time than the invocation takes. */
function busyMs({ durationMs, cpuMs }: InvocationSample): number {
  return Math.min(durationMs, cpuMs);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
