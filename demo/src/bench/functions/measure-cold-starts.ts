import { join } from "node:path";
import { functionNamed } from "@stagecraft/local-stage/stage/function-named";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { inRounds } from "../in-rounds.ts";
import { functionEnvironment, type MeasuredAddresses } from "../telemetry/function-environment.ts";
import { measuredFunctions } from "../telemetry/measured-functions.ts";
import { runFunction } from "../telemetry/run-function.ts";
import type { SpanSink } from "../telemetry/span-sink.ts";
import { type FirstInvocationFacts, firstInvocations } from "./first-invocations.ts";
import type { Tree } from "./trees.ts";

/** The processor time of one cold process, in microseconds. */
export type ColdStart = {
  readonly functionName: string;
  readonly tree: string;
  readonly round: number;
  /** From the import of the bundle to the result of the first invocation. */
  readonly workUs: number;
  /** Of the whole process up to there, with Node's own start. */
  readonly processUs: number;
  /** Of a warm invocation, by the name of its call. */
  readonly warmUs: { readonly [call: string]: number };
};

/** The name under which the handler that does nothing is measured. */
export const emptyFunction = "an empty handler";

/**
 * Measures the first invocation of each function in `rounds` new processes of each tree. A round has every tree once, one after the
 * other, in an order that turns by one each round.
 */
export async function measureColdStarts(
  trees: readonly Tree[],
  functionNames: readonly string[],
  options: {
    readonly rounds: number;
    readonly emptyBundle: string;
    readonly addresses: MeasuredAddresses;
    readonly facts: FirstInvocationFacts;
    /** Called before a process of the function. */
    readonly prepare: (functionName: string) => Promise<void>;
    readonly sink: SpanSink;
    readonly signal: AbortSignal;
    readonly log: (line: string) => void;
  },
): Promise<readonly ColdStart[]> {
  const { rounds, emptyBundle, addresses, facts, prepare, sink, signal, log } = options;
  const coldStarts: ColdStart[] = [];

  async function measure(functionName: string, tree: Tree, round: number) {
    const isEmpty = functionName === emptyFunction;
    const bundle = isEmpty ? emptyBundle : join(tree.folderOf(functionName), "bundle.mjs");
    const env = isEmpty ? {} : environmentOf(tree, functionName, addresses);
    const first = firstInvocations[functionName]?.(facts) ?? { event: "{}", answer: "{}" };
    const warm = measuredFunctions.find(({ name }) => name === functionName)?.calls ?? [];
    const calls = [{ ...first, name: "first", warmUp: 0, measured: 1 }, ...warm];
    await prepare(functionName);
    const costs = await runFunction({ bundle, isSampled: true, calls }, env, { sink, signal });
    const cpuUs = (name: string) => costs.find((each) => each.name === name)?.cost.cpuUs ?? 0;
    coldStarts.push({
      functionName,
      tree: tree.name,
      round,
      workUs: cpuUs("init") + cpuUs("first"),
      processUs: cpuUs("process"),
      warmUs: Object.fromEntries(warm.map(({ name }) => [name, cpuUs(name)])),
    });
  }

  await inRounds(trees, { name: "functions", rounds, log }, async (round, turned) => {
    for (const functionName of [emptyFunction, ...functionNames]) {
      for (const tree of turned) {
        const exists = functionName === emptyFunction || functionName in tree.plan.bundles;
        if (exists) await measure(functionName, tree, round);
      }
    }
  });
  return coldStarts;
}

/** The environment variables of a function of that tree. */
export function environmentOf(
  { plan, folderOf }: Tree,
  functionName: string,
  addresses: MeasuredAddresses,
): NodeJS.ProcessEnv {
  return {
    ...functionEnvironment(functionNamed(functionsOf(plan), functionName), addresses),
    LAMBDA_TASK_ROOT: folderOf(functionName),
  };
}
