import { globSync } from "node:fs";
import { basename } from "node:path";
import { UsageError } from "@stagecraft/cli/usage-error";
import type { NamedMutation } from "./mutation.ts";
import type { MutationsOptions } from "./mutations-options.ts";
import { readMutation } from "./read-mutation.ts";

/**
 * Reads the selected planted edits of a repository, sorted by name.
 * @throws UsageError for an unknown name.
 */
export async function chooseMutations(
  root: string,
  { names, from }: Pick<MutationsOptions, "names" | "from">,
): Promise<readonly NamedMutation[]> {
  const files = globSync("{acceptance,demo}/mutations/*.ts", { cwd: root });
  const fileOf = new Map(files.map((file) => [basename(file, ".ts"), file]));
  const known = [...fileOf.keys()].toSorted();
  const selected = names.length > 0 ? known.filter((name) => names.includes(name)) : known;
  for (const name of names) mustBeIn(known, name);
  if (from !== undefined) mustBeIn(selected, from);
  const chosen = from === undefined ? selected : selected.slice(selected.indexOf(from));
  return Promise.all(chosen.map((name) => readMutation(root, String(fileOf.get(name)))));
}

function mustBeIn(names: readonly string[], name: string) {
  if (names.includes(name)) return;
  throw new UsageError(`There is no planted edit "${name}". Planted edits: ${names.join(", ")}`);
}
