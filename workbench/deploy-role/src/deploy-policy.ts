import { actionScopes, isOpen } from "./action-scopes.ts";
import { cliStatements } from "./cli-statements.ts";
import { neededActions } from "./needed-actions.ts";
import type { StageNames } from "./stage-names.ts";
import { merged, type Statement } from "./statement.ts";

/** What the role of a stage may do. */
export type DeployPolicy = {
  readonly statements: readonly Statement[];
  /**
   * Actions that change something and that no name or tag in an Allow keeps to one stage. They are denied where AWS tells that a
   * resource has the tag of another stage, which it does for some of them.
   */
  readonly open: readonly string[];
  /** What is published as an action and is none. */
  readonly unknown: readonly string[];
};

/**
 * The policy to deploy, change and remove everything in the Plan, and nothing that another stage has, as far as AWS can tell them apart.
 * @throws for a type of resource of which nothing is known.
 */
export async function deployPolicy(names: StageNames): Promise<DeployPolicy> {
  const actions = [...new Set(neededActions(names.plan).flatMap((need) => need.actions))];
  const found = await Promise.all(
    actions.map(async (action) => ({ action, of: await actionScopes(action, names) })),
  );
  const scopes = found.flatMap(({ of }) => of ?? []);
  const grants = scopes.flatMap((of) => of.scopes.map((scope) => ({ action: of.name, ...scope })));
  const open = named(scopes.filter(isOpen).map(({ name }) => name));
  return {
    statements: [
      ...cliStatements(names),
      ...merged(grants),
      ...(open.length > 0 ? [notOfOthers(open, names)] : []),
    ],
    open,
    unknown: named(found.filter(({ of }) => of === undefined).map(({ action }) => action)),
  };
}

/** A key that is not there fulfils a negated operator, which `Null` prevents. */
function notOfOthers(open: readonly string[], { stage }: StageNames): Statement {
  const tag = "aws:ResourceTag/sst:stage";
  return {
    Effect: "Deny",
    Action: open,
    Resource: ["*"],
    Condition: { Null: { [tag]: "false" }, StringNotLike: { [tag]: stage } },
  };
}

function named(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].toSorted();
}
