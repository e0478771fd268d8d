import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";

/** The options of `npm run mutations`. */
export type MutationsOptions = {
  /** Empty: all planted edits. */
  readonly names: readonly string[];
  /** The first planted edit to run. */
  readonly from: string | undefined;
  readonly isCheck: boolean;
};

export const mutationsHelp = `npm run mutations -- [NAME ...] [options]

  Applies planted edits (mutations) to a copy of the repository, one at a time, and runs the checks that must catch them. Each
  check must first pass without an edit. The edits are in acceptance/mutations/ and demo/mutations/. Without NAME, all are run.
  Exit 0 when every edit is caught, 1 when one survives, is not checked or no longer fits the files, 2 for wrong usage.

  --check       run nothing; only report the edits that no longer fit the files, and what to change
  --from NAME   start with this edit, in the order of their names, for example after an interruption`;

/** Its options for `parseArgs`. */
export const mutationsOptions = {
  check: { type: "boolean", default: false },
  from: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

export function readMutationsOptions({
  values,
  positionals,
}: Given<typeof mutationsOptions>): MutationsOptions {
  return { names: positionals, from: values.from, isCheck: values.check };
}
