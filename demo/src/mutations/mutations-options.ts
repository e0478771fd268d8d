import { parseArgs } from "node:util";

/** What `npm run mutations` was asked for. */
export type MutationsOptions = {
  /** None: all. */
  readonly names: readonly string[];
  /** The first of them to be tried. */
  readonly from: string | undefined;
  readonly isCheck: boolean;
};

export const mutationsHelp = `npm run mutations -- [NAME ...] [options]

  Applies planted edits (demo/mutations/*.ts) to a copy of the repository, one by one, and shows what catches each. What
  catches must first pass without any edit. Without a name: all of them.
  Exit 0 when each is caught, 1 when one survives, is not judged or no longer fits the files, 2 for a wrong name or option.

  --check       only tells which no longer fit the files, and what to change
  --from NAME   begins with this one, in the order of their names, as after an interruption
  --help`;

/** @throws TypeError (`ERR_PARSE_ARGS_...`) naming the option that there is not. */
export function readMutationsOptions(args: readonly string[]): MutationsOptions | "help" {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      check: { type: "boolean", default: false },
      from: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  return { names: positionals, from: values.from, isCheck: values.check };
}
