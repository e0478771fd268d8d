import type { RawPolicy, RawStatement } from "./raw-policy.ts";
import { conditionHolds } from "./reference-condition.ts";
import { type Match, matchOf } from "./reference-principal.ts";
import type { ReferenceRequest } from "./reference-request.ts";
import { matchesText } from "./reference-text.ts";

export type Applying = { readonly effect: "Allow" | "Deny"; readonly match: Match };

/** Every statement whose elements all match the request. */
export function applyingStatements(
  policies: readonly RawPolicy[],
  asked: ReferenceRequest,
): Applying[] {
  return policies.flatMap(({ Version = "2008-10-17", Statement }) =>
    Statement.flatMap((statement) => {
      const match = matchOf(statement, asked);
      const fits =
        match !== undefined &&
        actionFits(statement, asked) &&
        resourceFits(statement, Version, asked) &&
        conditionsHold(statement, Version, asked);
      return fits ? [{ effect: statement.Effect, match }] : [];
    }),
  );
}

/** Actions ignore letter case and have no variables. */
function actionFits(
  { Action, NotAction = [] }: RawStatement,
  { request, context }: ReferenceRequest,
) {
  const among = (actions: string | readonly string[]) =>
    [actions].flat().some((action) =>
      matchesText(action.toLowerCase(), request.action.toLowerCase(), {
        version: "2008-10-17",
        context,
        wildcards: true,
      }),
    );
  return Action ? among(Action) : !among(NotAction);
}

function resourceFits(
  { Resource, NotResource }: RawStatement,
  version: string,
  { request, context }: ReferenceRequest,
) {
  const among = (resources: string | readonly string[]) =>
    [resources]
      .flat()
      .some((resource) =>
        matchesText(resource, request.resource, { version, context, wildcards: true }),
      );
  if (Resource) return among(Resource);
  return NotResource ? !among(NotResource) : true;
}

function conditionsHold(
  { Condition = {} }: RawStatement,
  version: string,
  { context }: ReferenceRequest,
) {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      conditionHolds(operator, [wanted].flat().map(String), context(key), { version, context }),
    ),
  );
}
