import type { Conditions } from "./action-scopes.ts";

/** One statement of an IAM policy, as its JSON says it. */
export type Statement = {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Conditions;
};

/** Merges grants on the same resources under the same conditions into one statement. Sorted, so that every run gives the same. */
export function mergeGrants(
  grants: readonly {
    readonly action: string;
    readonly resources: readonly string[];
    readonly conditions?: Conditions;
  }[],
): readonly Statement[] {
  const groups = Map.groupBy(grants, ({ resources, conditions }) =>
    JSON.stringify([resources.toSorted(), conditions ?? null]),
  );
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, same]) => {
      const [resources, conditions] = JSON.parse(key) as [string[], Conditions | null];
      return {
        Effect: "Allow",
        Action: [...new Set(same.map(({ action }) => action))].toSorted(),
        Resource: resources,
        ...(conditions ? { Condition: conditions } : {}),
      };
    });
}
