import type { Conditions } from "./action-scopes.ts";

/** One statement of an IAM policy, as its JSON says it. */
export type Statement = {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Conditions;
};

/** Grants as few statements: those on the same resources under the same conditions are one. Sorted, so that two runs agree. */
export function merged(
  grants: readonly {
    readonly action: string;
    readonly resources: readonly string[];
    readonly conditions?: Conditions;
  }[],
): readonly Statement[] {
  const byPlace = Map.groupBy(grants, ({ resources, conditions }) =>
    JSON.stringify([resources.toSorted(), conditions ?? null]),
  );
  return [...byPlace]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, alike]) => {
      const [resources, conditions] = JSON.parse(place) as [string[], Conditions | null];
      return {
        Effect: "Allow",
        Action: [...new Set(alike.map(({ action }) => action))].toSorted(),
        Resource: resources,
        ...(conditions ? { Condition: conditions } : {}),
      };
    });
}
