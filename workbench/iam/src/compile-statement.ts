import type { AccessRequest, Principal } from "./access-request.ts";
import { type CompiledCondition, compileConditions } from "./compile-condition.ts";
import type { StatementReference } from "./decision.ts";
import { compileGlob } from "./glob-match.ts";
import { compilePrincipal, type PrincipalMatch, type PrincipalRules } from "./match-principal.ts";
import type { NamedPolicy, PolicyKind, PolicyVersion, Statement } from "./policy.ts";
import { parseTemplate } from "./policy-template.ts";
import type { ContextLookup } from "./request-context.ts";
import { globSource, isFixed } from "./resolve-template.ts";
import { compileResourceGlob, limitToParts, resourceMatches } from "./resource-glob.ts";

/** A compiled statement. */
export type CompiledStatement = {
  readonly reference: StatementReference;
  readonly source: Statement;
  /** `action` in lower case. */
  matchesAction(action: string): boolean;
  matchPrincipal(principal: Principal): PrincipalMatch | undefined;
  matchesResource(resource: string, context: ContextLookup): boolean;
  readonly conditions: readonly CompiledCondition[];
};

/** Compiles the statement at `index` of a policy. */
export function compileStatement(
  kind: PolicyKind,
  policy: NamedPolicy,
  statement: Statement,
  index: number,
  rules: PrincipalRules = {},
): CompiledStatement {
  const version = policy.document.Version;
  return {
    reference: {
      kind,
      policy: policy.name,
      ...(policy.arn === undefined ? {} : { policyArn: policy.arn }),
      statement: statement.Sid || `Statement[${index}]`,
      index,
    },
    source: statement,
    matchesAction: compileActions(statement),
    matchPrincipal: compilePrincipal(statement, rules),
    matchesResource: compileResources(statement, version),
    conditions: compileConditions(statement.Condition, version),
  };
}

/** How the statement matches the principal, if it applies to the request. The action must match already. */
export function applies(
  statement: CompiledStatement,
  request: AccessRequest,
  context: ContextLookup,
): PrincipalMatch | undefined {
  const match = statement.matchPrincipal(request.principal);
  if (match === undefined || !statement.matchesResource(request.resource, context))
    return undefined;
  return statement.conditions.every((condition) => condition.holds(context)) ? match : undefined;
}

/** Actions have no variables in any version, and ignore letter case. */
function compileActions({ Action, NotAction }: Statement): (action: string) => boolean {
  const tests = (Action ?? NotAction ?? []).map((pattern) =>
    compileGlob(
      parseTemplate(pattern.toLowerCase(), {
        version: "2008-10-17",
        wildcards: true,
      }).flat() as number[],
    ),
  );
  const wanted = Action !== undefined;
  return (action) => tests.some((test) => test(action)) === wanted;
}

/**
 * A statement without the element, as in a trust policy, applies to the resource that it is attached to.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function compileResources(
  { Resource, NotResource }: Statement,
  version: PolicyVersion,
): (resource: string, context: ContextLookup) => boolean {
  const patterns = Resource ?? NotResource;
  if (patterns === undefined) return () => true;
  const tests = patterns.map((pattern) => compileResource(pattern, version));
  const wanted = Resource !== undefined;
  return (resource, context) => tests.some((test) => test(resource, context)) === wanted;
}

function compileResource(pattern: string, version: PolicyVersion) {
  const template = limitToParts(parseTemplate(pattern, { version, wildcards: true }));
  const source = globSource(template);
  if (isFixed(template)) return compileResourceGlob(source(() => undefined) ?? []);
  return (resource: string, context: ContextLookup) => {
    const glob = source(context);
    return glob !== undefined && resourceMatches(glob, resource);
  };
}
