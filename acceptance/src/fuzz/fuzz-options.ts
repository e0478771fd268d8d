import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { defaultSeed } from "@stagecraft/operations/local-system/chance";

/** The options of `npm run fuzz`. */
export type FuzzOptions = { readonly seed: number; readonly requests: number };

export const fuzzHelp = `npm run fuzz -- [options]

  Sends valid and invalid requests to every operation in the API's OpenAPI document. It runs the stage "local" on a temporary
  state. Exit 0 if every response matches the document and no status is 500 or higher, else 1.

  --seed S       a whole number; the same seed makes the same requests, except for ids that the API generates (default: 1)
  --requests N   approximate total number of requests (default: 5000)`;

/** Its options for `parseArgs`. */
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
