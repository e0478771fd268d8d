import type { Plan } from "@stagecraft/plan/plan";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { FunctionSamples } from "./measure-functions.ts";
import { estimate } from "./memory-model.ts";
import { percentile } from "./percentile.ts";
import type { FunctionTuning } from "./print-tuning.ts";
import { recommendMemory } from "./recommend-memory.ts";

/** A size for each function of the Plan, from the samples of those that were invoked. */
export function tuneFunctions(plan: Plan, samples: FunctionSamples): readonly FunctionTuning[] {
  const routed = new Set(
    httpApisOf(plan).flatMap(({ routes }) => routes.map(({ functionArn }) => functionArn)),
  );
  return functionsOf(plan).map(({ logicalName: functionName, arn, memoryMb, architecture }) => {
    // Only the API's callers wait: a workflow retries, and a queue has time.
    const isSynchronous = routed.has(arn);
    const own = samples.get(functionName) ?? [];
    if (own.length === 0) return { functionName, memoryMb, isSynchronous };
    const median = (values: readonly number[]) => percentile(values, 0.5);
    return {
      functionName,
      memoryMb,
      isSynchronous,
      measured: {
        invocations: own.length,
        p50CpuMs: median(own.map(({ cpuMs }) => cpuMs)),
        p50WaitMs: median(own.map(({ durationMs, cpuMs }) => Math.max(0, durationMs - cpuMs))),
        maxMemoryMb: Math.max(...own.map((each) => each.maxMemoryMb)),
        now: estimate(own, memoryMb, architecture),
        recommendation: recommendMemory(own, { isSynchronous, architecture }),
      },
    };
  });
}
