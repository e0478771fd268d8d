import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { defaultSeed } from "@stagecraft/operations/local-system/chance";

/** The command line of `npm run chaos`. */
export type ChaosOptions = {
  readonly seed: number;
  /** The number of runs, each with the next seed. */
  readonly seeds: number;
  readonly orders: number;
  readonly pauses: number;
};

export const chaosHelp = `npm run chaos -- [options]

  Sends orders through the whole system under faults: messages are duplicated, delayed and reordered, environments are killed
  or hang, calls are throttled, a consumer has a bug, poison messages arrive, Postgres fails and the payments provider is down.
  Checks every invariant at every pause, at the end, and after the bug was fixed and the dead-letter messages redriven.
  Exit 0 only if every invariant holds, for every seed. A failed run can be repeated with --seed.

  --seed S     seed of the random faults (default: ${defaultSeed})
  --seeds N    number of runs, with the seeds S, S + 1, ... (default: 1)
  --orders N   orders per run (default: 200)
  --pauses N   pauses with a check per run (default: 2)`;

/** The options of `npm run chaos`. */
export const chaosOptions = {
  seed: { type: "string", default: String(defaultSeed) },
  seeds: { type: "string", default: "1" },
  orders: { type: "string", default: "200" },
  pauses: { type: "string", default: "2" },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming the option that is wrong. */
export function readChaosOptions({ values }: Given<typeof chaosOptions>): ChaosOptions {
  return {
    seed: wholeNumber("--seed", values.seed, 0, 2 ** 31),
    seeds: wholeNumber("--seeds", values.seeds, 1, 10_000),
    orders: wholeNumber("--orders", values.orders, 10, 1_000_000),
    pauses: wholeNumber("--pauses", values.pauses, 1, 1_000),
  };
}
