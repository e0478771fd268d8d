import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import type { StageNames } from "./stage-names.ts";
import type { Statement } from "./statement.ts";

/** Of these a role of a stage gets what the program grants, action for action; of other services it may get everything. */
const exact = new Set(["ec2", "iam", "organizations", "account", "sts"]);

/**
 * The most that a role of the stage may ever do: the services that the program's roles use. Whoever deploys can make no role beyond it,
 * so that a pull request cannot give a function the account.
 */
export function boundaryStatements({ plan }: StageNames): readonly Statement[] {
  const granted = rolesOf(plan).flatMap(({ policies }) =>
    policies.flatMap(({ document }) => actionsIn(document)),
  );
  const most = granted.map((action) => {
    const [service = ""] = action.split(":");
    return exact.has(service) ? action : `${service}:*`;
  });
  return [{ Effect: "Allow", Action: [...new Set(most)].toSorted(), Resource: ["*"] }];
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
