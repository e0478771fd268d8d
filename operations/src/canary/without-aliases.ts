import type { CanaryResult } from "./canary-context.ts";
import type { CanaryAction } from "./canary-options.ts";

/** What the command answers where no function has an alias `live`: there is nothing to release or to show, and no way back. */
export function withoutAliases(action: CanaryAction, stage: string): CanaryResult {
  const text = `The stage ${stage} has no function with an alias "live": a deploy gives every invocation to the new code at once. canary in infra/stages.ts changes that.`;
  if (action !== "rollback") return { text, exitCode: 0 };
  return {
    text: `${text}\nNothing was rolled back: revert the commit and deploy, see docs/runbooks/bad-deploy.md.`,
    exitCode: 1,
  };
}
