import { parseArgs } from "node:util";
import { defaultSeed } from "../chance.ts";
import { wholeNumber } from "../whole-number.ts";

/** What `npm run fuzz` was asked for. */
export type FuzzOptions = { readonly seed: number; readonly requests: number };

export const fuzzHelp = `npm run fuzz -- [options]

  Runs the stage "local" on a state of its own and sends requests to every operation that the API's own OpenAPI document
  describes, right ones and wrong ones. Exit 0 only if no answer is of status 500 or more, and each is as described.

  --seed S       a whole number: the same makes the same requests, but for the ids that the API gives (default: 1)
  --requests N   how many in all, about (default: 5000)
  --help`;

/** @throws OptionError naming the option that is wrong. */
export function readFuzzOptions(args: readonly string[]): FuzzOptions | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string", default: String(defaultSeed) },
      requests: { type: "string", default: "5000" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  return {
    seed: wholeNumber("--seed", values.seed, 0, 2 ** 31 - 1),
    requests: wholeNumber("--requests", values.requests, 1, 10_000_000),
  };
}
