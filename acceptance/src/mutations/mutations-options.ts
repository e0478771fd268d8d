import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";

/** What `npm run mutations` was asked for. */
export type MutationsOptions = {
  /** None: all. */
  readonly names: readonly string[];
  /** The first of them to be tried. */
  readonly from: string | undefined;
  readonly isCheck: boolean;
};

export const mutationsHelp = `npm run mutations -- [NAME ...] [options]

  Applies planted edits (acceptance/mutations/*.ts) to a copy of the repository, one by one, and shows what catches each. What
  catches must first pass without any edit. Without a name: all of them.
  Exit 0 when each is caught, 1 when one survives, is not checked or no longer fits the files, 2 for a wrong name or option.

  --check       only tells which no longer fit the files, and what to change
  --from NAME   begins with this one, in the order of their names, as after an interruption`;

/** What it takes. */
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
