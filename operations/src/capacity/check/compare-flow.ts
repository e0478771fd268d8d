import type { SimulationResult } from "../simulation/simulate.ts";
import type { MeasuredFlow } from "./measure-flow.ts";

/** A predicted value beside the measured one. */
export type Compared = {
  readonly predicted: number;
  readonly measured: number;
  /** Measured by predicted. */
  readonly ratio: number;
};

export type FunctionComparison = {
  readonly functionName: string;
  readonly invocationsPerOrder: Compared;
  /** The mean duration with its share of the init phases, in milliseconds. */
  readonly meanMs: Compared;
  /** The mean number of environments that work, during the load. */
  readonly concurrency: Compared;
};

/** Each function that was predicted or measured, in the order of the names. */
export function compareFlow(
  predicted: Pick<SimulationResult, "ordersPlaced" | "functions">,
  measured: Pick<MeasuredFlow, "ordersPlaced" | "functions">,
  seconds: number,
): readonly FunctionComparison[] {
  const nothing = { invocations: 0, busySeconds: 0 };
  const names = new Set([...predicted.functions, ...measured.functions].map(({ name }) => name));
  return [...names].toSorted().map((functionName) => {
    const [a, b] = [predicted, measured].map(
      ({ functions }) => functions.find(({ name }) => name === functionName) ?? nothing,
    );
    const [before = nothing, after = nothing] = [a, b];
    return {
      functionName,
      invocationsPerOrder: compared(
        before.invocations / predicted.ordersPlaced,
        after.invocations / measured.ordersPlaced,
      ),
      meanMs: compared(meanMs(before), meanMs(after)),
      concurrency: compared(before.busySeconds / seconds, after.busySeconds / seconds),
    };
  });
}

function meanMs(use: { readonly invocations: number; readonly busySeconds: number }): number {
  return use.invocations === 0 ? 0 : (use.busySeconds / use.invocations) * 1_000;
}

function compared(predicted: number, measured: number): Compared {
  return { predicted, measured, ratio: measured / predicted };
}
