import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { defaultSeed } from "@stagecraft/operations/local-system/chance";

/** What `npm run chaos` was asked for. */
export type ChaosOptions = {
  readonly seed: number;
  /** So many runs, each with the next seed. */
  readonly seeds: number;
  readonly orders: number;
  readonly pauses: number;
};

export const chaosHelp = `npm run chaos -- [options]

  Sends orders through the whole system while things go wrong: messages come twice, late and out of order, environments
  die or stand still, calls are throttled, a consumer has a bug, strangers' messages arrive, Postgres fails and the payments
  provider is down. At every pause, at the end, and after the dead letters were replayed, every invariant must hold.
  Exit 0 only if it does, for every seed. A seed that fails fails again: go on with --seed.

  --seed S     what is drawn (default: ${defaultSeed})
  --seeds N    N runs, with seeds from S on (default: 1)
  --orders N   orders of a run (default: 200)
  --pauses N   how often a run stops to look (default: 2)`;

/** What it takes. */
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
