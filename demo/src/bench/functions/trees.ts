import { cp } from "node:fs/promises";
import { join } from "node:path";
import { withTreeAt } from "@stagecraft/plan/against/tree-at";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";

/** A commit, or the tree as it is, with its Plan. */
export type Tree = {
  readonly name: string;
  readonly plan: Plan;
  /** The folder with what is uploaded for a function: `bundle.mjs` and its files. */
  folderOf(functionName: string): string;
};

/** The tree as it is. What it uploads is copied into `directory`. */
export async function currentTree(root: string, plan: Plan, directory: string): Promise<Tree> {
  return copyFunctions("now", root, plan, directory);
}

/** The tree of a commit, built with that commit's own packages. */
export async function treeAt(
  ref: string,
  directory: string,
  options: {
    readonly root: string;
    readonly signal: AbortSignal;
    readonly log: (line: string) => void;
  },
): Promise<Tree> {
  return withTreeAt(ref, options, async (root) => {
    const plan = await synthesize({ root, stage: "local", signal: options.signal });
    return copyFunctions(ref, root, plan, directory);
  });
}

async function copyFunctions(
  name: string,
  root: string,
  plan: Plan,
  directory: string,
): Promise<Tree> {
  const folderOf = (functionName: string) => join(directory, functionName);
  for (const [functionName, bundle] of Object.entries(plan.bundles)) {
    const folder = folderOf(functionName);
    await cp(join(root, bundle.directory), folder, { recursive: true });
    for (const { from, to } of bundle.copies) {
      await cp(join(root, from), join(folder, to), { recursive: true });
    }
  }
  return { name, plan, folderOf };
}
