import type { Plan } from "../plan.ts";
import { synthesize } from "../synthesize.ts";
import { type TreeOptions, withTreeAt } from "./tree-at.ts";

/**
 * Makes the Plan of another commit in a git worktree, and uses it while the worktree and the bundles in it are there.
 * @param ref as git takes it: `main`, `HEAD~1`, a tag
 * @param use gets the worktree's folder and the Plan
 * @throws PlanError as `withTreeAt` and `synthesize` do
 */
export async function withPlanAt<Result>(
  ref: string,
  { stage, ...options }: TreeOptions & { readonly stage: string },
  use: (at: { readonly root: string; readonly plan: Plan }) => Promise<Result>,
): Promise<Result> {
  const { signal } = options;
  return await withTreeAt(ref, options, async (root) =>
    use({ root, plan: await synthesize({ root, stage, signal }) }),
  );
}
