import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { defaultSeed } from "@stagecraft/operations/local-system/chance";

/** What `npm run fuzz` was asked for. */
export type FuzzOptions = { readonly seed: number; readonly requests: number };

export const fuzzHelp = `npm run fuzz -- [options]

  Runs the stage "local" on a state of its own and sends requests to every operation that the API's own OpenAPI document
  describes, right ones and wrong ones. Exit 0 only if no answer is of status 500 or more, and each is as described.

  --seed S       a whole number: the same makes the same requests, but for the ids that the API gives (default: 1)
  --requests N   how many in all, about (default: 5000)`;

/** What it takes. */
export const fuzzOptions = {
  seed: { type: "string", default: String(defaultSeed) },
  requests: { type: "string", default: "5000" },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming the option that is wrong. */
export function readFuzzOptions({ values }: Given<typeof fuzzOptions>): FuzzOptions {
  return {
    seed: wholeNumber("--seed", values.seed, 0, 2 ** 31 - 1),
    requests: wholeNumber("--requests", values.requests, 1, 10_000_000),
  };
}
