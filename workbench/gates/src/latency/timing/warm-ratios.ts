import type { TimingSeen } from "../../evidence.ts";
import type { Ratios } from "./init-ratios.ts";
import { quantile } from "./quantile.ts";

/** What is rarer says too little. */
const fewest = 8;

/** Noise only adds to CPU, and the first invocations of an environment still compile: the lower quarter is what the code needs. */
const low = 0.25;

/** Warm invocations of a route, or of a function that answers no route. */
export type WarmRatio = {
  /** `POST /orders`, or the function's name. */
  readonly what: string;
  readonly functionName: string;
  readonly cpuMs: number;
  /** The CPU as a share of that of the function's init in the same run. */
  readonly ratio: number;
};

/**
 * The CPU of warm invocations as a share of the CPU of the same function's init. Both are of one run, so that a slow or busy machine
 * changes both; that init does not grow is checked by counts.
 */
export function warmRatios({ functions, routes }: TimingSeen): readonly WarmRatio[] {
  const routed = new Set(Object.values(routes).map(({ functionName }) => functionName));
  const samples = [
    ...Object.entries(routes).map(([what, route]) => ({ what, ...route })),
    ...Object.entries(functions)
      .filter(([name]) => !routed.has(name))
      .map(([name, { warmCpuMs }]) => ({ what: name, functionName: name, warmCpuMs })),
  ];
  return samples.flatMap(({ what, functionName, warmCpuMs }) => {
    const initMs = quantile(functions[functionName]?.initCpuMs ?? [], low);
    if (warmCpuMs.length < fewest || !initMs) return [];
    const cpuMs = quantile(warmCpuMs, low) ?? 0;
    return [{ what, functionName, cpuMs, ratio: cpuMs / initMs }];
  });
}

/** The ratios by what they are of. */
export function byName(ratios: readonly WarmRatio[]): Ratios {
  return new Map(ratios.map(({ what, ratio }) => [what, ratio]));
}
