import { actionScopes, isOpen } from "./action-scopes.ts";
import { cliStatements } from "./cli-statements.ts";
import { neededActions } from "./needed-actions.ts";
import type { StageNames } from "./stage-names.ts";
import { mergeGrants, type Statement } from "./statement.ts";

/** The permissions of a stage's deploy role. */
export type DeployPolicy = {
  readonly statements: readonly Statement[];
  /**
   * Actions that change something, and that no name or tag in an Allow can restrict to one stage. They are denied for a resource
   * with the tag of another stage, where AWS gives IAM the tags of the resource, which it does for some of them.
   */
  readonly open: readonly string[];
  /** Names that AWS publishes among the permissions of a resource type and that are no actions. */
  readonly unknown: readonly string[];
};

/**
 * The policy that allows to deploy, change and remove everything in the Plan, and nothing of another stage, as far as AWS can
 * distinguish the two.
 * @throws VisibleError for a resource type whose actions are unknown
 */
export async function deployPolicy(names: StageNames): Promise<DeployPolicy> {
  const { needs, unknown } = await neededActions(names.plan);
  const actions = [...new Set(needs.flatMap((need) => need.actions))].toSorted();
  const scoped = await Promise.all(
    actions.map(async (action) => ({ action, scopes: await actionScopes(action, names) })),
  );
  const grants = scoped.flatMap(({ action, scopes }) =>
    scopes.map((scope) => ({ action, ...scope })),
  );
  const open = scoped.filter(({ scopes }) => isOpen(scopes)).map(({ action }) => action);
  return {
    statements: [
      ...cliStatements(names),
      ...mergeGrants(grants),
      ...(open.length > 0 ? [denyOtherStages(open, names)] : []),
    ],
    open,
    unknown,
  };
}

/** A missing key would fulfil the negated operator; `Null` prevents that. */
function denyOtherStages(open: readonly string[], { stage }: StageNames): Statement {
  const tag = "aws:ResourceTag/sst:stage";
  return {
    Effect: "Deny",
    Action: open,
    Resource: ["*"],
    Condition: { Null: { [tag]: "false" }, StringNotLike: { [tag]: stage } },
  };
}
