import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import type { StageNames } from "./stage-names.ts";
import type { Statement } from "./statement.ts";

/** Services of which the boundary allows only the actions that the program grants; of every other service it allows all actions. */
const byAction = new Set(["ec2", "iam", "organizations", "account", "sts"]);

/**
 * The permissions boundary of every role of the stage: the services that the program's roles use. A deploy can create no role with more
 * permissions, so that a pull request cannot give a function the whole account.
 */
export function boundaryStatements({ plan }: StageNames): readonly Statement[] {
  const granted = rolesOf(plan).flatMap(({ policies }) =>
    policies.flatMap(({ document }) => actionsIn(document)),
  );
  const actions = granted.map((action) => {
    const [service = ""] = action.split(":");
    return byAction.has(service) ? action : `${service}:*`;
  });
  return [{ Effect: "Allow", Action: [...new Set(actions)].toSorted(), Resource: ["*"] }];
}

function actionsIn(document: unknown): readonly string[] {
  const { Statement: statements } = document as {
    Statement?: { Effect?: string; Action?: string | string[] }[];
  };
  return [statements ?? []]
    .flat()
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action = [] }) => Action);
}
