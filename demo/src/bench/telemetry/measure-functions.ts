import { functionNamed } from "@stagecraft/local-stage/stage/function-named";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { inRounds } from "../in-rounds.ts";
import type { BuiltVariants } from "./build-variants.ts";
import { functionEnvironment, type MeasuredAddresses } from "./function-environment.ts";
import { measuredFunctions } from "./measured-functions.ts";
import { type Measured, runFunction } from "./run-function.ts";
import type { SpanSink } from "./span-sink.ts";
import { type VariantName, variants } from "./variants.ts";

/** One process: what the function's import or one of its calls cost in one variant and round. */
export type Measurement = Measured & {
  readonly functionName: string;
  readonly variant: VariantName;
  readonly round: number;
};

/**
 * Measures each function in each variant in `rounds` new processes. A round has every variant once, one after the other, in an order
 * that turns by one each round.
 */
export async function measureFunctions(
  plan: Plan,
  built: BuiltVariants,
  options: {
    readonly rounds: number;
    readonly addresses: Omit<MeasuredAddresses, "daemonAddress">;
    readonly sink: SpanSink;
    readonly signal: AbortSignal;
    readonly log: (line: string) => void;
  },
): Promise<readonly Measurement[]> {
  const { rounds, addresses, sink, signal, log } = options;
  const definitions = functionsOf(plan);
  const names = Object.keys(variants) as VariantName[];
  const measurements: Measurement[] = [];
  await inRounds(names, { name: "telemetry", rounds, log }, async (round, turned) => {
    for (const { name: functionName, calls } of measuredFunctions) {
      const definition = functionNamed(definitions, functionName);
      const env = functionEnvironment(definition, { ...addresses, daemonAddress: sink.address });
      for (const variant of turned) {
        const { build, isSampled } = variants[variant];
        const bundle = built[build][functionName]?.path ?? "";
        const measured = await runFunction({ bundle, isSampled, calls }, env, { sink, signal });
        measurements.push(...measured.map((each) => ({ ...each, functionName, variant, round })));
      }
    }
  });
  return measurements;
}
