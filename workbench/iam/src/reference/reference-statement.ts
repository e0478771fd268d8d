import type { RawPolicy, RawStatement } from "./raw-policy.ts";
import { conditionHolds } from "./reference-condition.ts";
import { listOf } from "./reference-list.ts";
import { fits, type Reading, readPattern } from "./reference-pattern.ts";
import { isSpared, type Naming, namingsOf } from "./reference-principal.ts";
import type { ReferenceRequest } from "./reference-request.ts";
import { matchesResource } from "./reference-resource.ts";

/** A statement that applies to a request. */
export type Applying = {
  readonly effect: "Allow" | "Deny";
  /** How its `Principal` element names the principal. Empty without one. */
  readonly namings: readonly Naming[];
};

/** The statements of the policies that apply to the request: all of their elements match. */
export function applyingStatements(
  policies: readonly RawPolicy[],
  asked: ReferenceRequest,
): readonly Applying[] {
  return policies.flatMap(({ Version, Statement }) => {
    const reading = { context: asked.context, variables: Version === "2012-10-17" };
    return Statement.filter((statement) => applies(statement, asked, reading)).map((statement) => ({
      effect: statement.Effect,
      namings:
        statement.Principal === undefined
          ? []
          : namingsOf(statement.Principal, asked.request.principal),
    }));
  });
}

function applies(statement: RawStatement, asked: ReferenceRequest, reading: Reading): boolean {
  return (
    principalMatches(statement, asked) &&
    actionMatches(statement, asked.request.action) &&
    resourceMatches(statement, asked.request.resource, reading) &&
    conditionHolds(statement.Condition, reading)
  );
}

function principalMatches(
  { Principal, NotPrincipal }: RawStatement,
  { request, hasBoundary }: ReferenceRequest,
): boolean {
  if (NotPrincipal !== undefined) return !isSpared(NotPrincipal, request.principal, hasBoundary);
  return Principal === undefined || namingsOf(Principal, request.principal).length > 0;
}

/**
 * Letter case does not matter, and there are no variables.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
function actionMatches({ Action, NotAction }: RawStatement, action: string): boolean {
  const reading = { context: () => undefined, variables: false };
  const isListed = listOf(Action ?? NotAction).some((text) => {
    const pattern = readPattern(text.toLowerCase(), reading);
    return pattern !== undefined && fits(pattern, action.toLowerCase());
  });
  return Action === undefined ? !isListed : isListed;
}

function resourceMatches(
  { Resource, NotResource }: RawStatement,
  resource: string,
  reading: Reading,
): boolean {
  if (Resource !== undefined) return matchesResource(listOf(Resource), resource, reading);
  return NotResource === undefined || !matchesResource(listOf(NotResource), resource, reading);
}
