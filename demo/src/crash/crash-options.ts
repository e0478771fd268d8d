import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";

/** What `npm run crash` was asked for. */
export type CrashOptions = {
  readonly seeds: number;
  readonly firstSeed: number;
  /** What runs are ended with. */
  readonly end: NodeJS.Signals;
  /** Options that every run of `npm start` is given. */
  readonly startArgs: readonly string[];
};

export const crashHelp = `npm run crash -- [options]

  For each seed: starts "npm start -- --once" on a state of its own, kills it (SIGKILL) at a moment that the seed
  chooses, runs it again on that state, and expects that it balances. Exit 0 only if every seed does.

  --seeds N        how many (default: 10)
  --first-seed S   the first of them (default: 1)
  --signal NAME    SIGKILL (default), SIGINT or SIGTERM: a run that is interrupted has to say so and to end in order
  --data DIR       other days of the data set (default: demo/data/online-retail)
  --orders N       send N orders`;

/** What it takes. */
export const crashOptions = {
  seeds: { type: "string", default: "10" },
  "first-seed": { type: "string", default: "1" },
  signal: { type: "string", default: "SIGKILL" },
  data: { type: "string" },
  orders: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming the option that is wrong. */
export function readCrashOptions({ values }: Given<typeof crashOptions>): CrashOptions {
  return {
    seeds: wholeNumber("--seeds", values.seeds, 1, 10_000),
    end: signalNamed(values.signal),
    firstSeed: wholeNumber("--first-seed", values["first-seed"], 0, 2 ** 31),
    startArgs: [
      ...(values.data === undefined ? [] : ["--data", resolve(values.data)]),
      ...(values.orders === undefined
        ? []
        : ["--orders", String(wholeNumber("--orders", values.orders, 1, 10_000_000))]),
    ],
  };
}

function signalNamed(name: string): NodeJS.Signals {
  if (name === "SIGKILL" || name === "SIGINT" || name === "SIGTERM") return name;
  throw new UsageError(`--signal takes SIGKILL, SIGINT or SIGTERM, not "${name}"`);
}
