import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";

/** The command line of `npm run crash`. */
export type CrashOptions = {
  readonly seeds: number;
  readonly firstSeed: number;
  /** The signal that ends the runs. */
  readonly end: NodeJS.Signals;
  /** Options for every run of `npm start`. */
  readonly startArgs: readonly string[];
};

export const crashHelp = `npm run crash -- [options]

  Kills runs of "npm start -- --once" and checks that the next run on the same state balances. Each seed gives a new state folder
  and the time of the kill (SIGKILL). Exit 0 only if the second run of every seed balances.

  --seeds N        number of seeds (default: 10)
  --first-seed S   the first seed (default: 1)
  --signal NAME    SIGKILL (default), SIGINT or SIGTERM. A run that gets SIGINT or SIGTERM has to report the interruption and
                   to stop everything that it started
  --data DIR       data folder (default: demo/data/online-retail)
  --orders N       send N orders`;

/** The options of `npm run crash`. */
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
    end: signalOf(values.signal),
    firstSeed: wholeNumber("--first-seed", values["first-seed"], 0, 2 ** 31),
    startArgs: [
      ...(values.data === undefined ? [] : ["--data", resolve(values.data)]),
      ...(values.orders === undefined
        ? []
        : ["--orders", String(wholeNumber("--orders", values.orders, 1, 10_000_000))]),
    ],
  };
}

function signalOf(name: string): NodeJS.Signals {
  if (name === "SIGKILL" || name === "SIGINT" || name === "SIGTERM") return name;
  throw new UsageError(`--signal takes SIGKILL, SIGINT or SIGTERM, not "${name}"`);
}
