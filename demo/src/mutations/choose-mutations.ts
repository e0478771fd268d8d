import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { UsageError } from "@stagecraft/cli/usage-error";
import { applyPatch } from "./apply-patch.ts";
import { type Mutation, readMutation } from "./read-mutation.ts";

/**
 * The planted edits of a repository with these names, or all of them, each of which fits its files as they are.
 * @throws UsageError when there is none of that name; Error when one does not fit.
 */
export async function chooseMutations(
  root: string,
  names: readonly string[],
): Promise<readonly Mutation[]> {
  const folder = join(root, "demo/mutations");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".patch")).toSorted();
  const known = files.map((file) => basename(file, ".patch"));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no planted edit "${unknown}". There are ${known.join(", ")}`);
  }
  const chosen = known.filter((name) => names.length === 0 || names.includes(name));
  return Promise.all(
    chosen.map(async (name) => {
      const mutation = await readMutation(join(folder, `${name}.patch`));
      await applyPatch(mutation.patchFile, root, "--check");
      return mutation;
    }),
  );
}
