import type { AccessRequest, Principal } from "./access-request.ts";
import type { CompiledCondition } from "./compile-condition.ts";
import type { CompiledStatement } from "./compile-statement.ts";
import type { NearestStatement } from "./decision.ts";
import type { PrincipalElement } from "./policy.ts";
import type { ContextLookup } from "./request-context.ts";

/**
 * The Allow with the fewest obstacles for the request, and these obstacles. A statement for another action counts only if the action is
 * of the same service and everything else matches.
 */
export function nearestStatement(
  allows: readonly CompiledStatement[],
  request: AccessRequest,
  context: ContextLookup,
): NearestStatement | undefined {
  let nearest: { readonly statement: CompiledStatement; readonly obstacles: string[] } | undefined;
  for (const statement of allows) {
    const obstacles = obstaclesOf(statement, request, context);
    if (obstacles === undefined) continue;
    if (nearest === undefined || obstacles.length < nearest.obstacles.length) {
      nearest = { statement, obstacles };
    }
  }
  if (nearest === undefined) return undefined;
  return { ...nearest.statement.reference, because: nearest.obstacles.join("; ") };
}

function obstaclesOf(
  statement: CompiledStatement,
  request: AccessRequest,
  context: ContextLookup,
): string[] | undefined {
  const { source } = statement;
  const obstacles: string[] = [];
  if (statement.matchPrincipal(request.principal) === undefined) {
    obstacles.push(
      `principal ${principalName(request.principal)} is not ${principalNames(source.Principal)}`,
    );
  }
  if (!statement.matchesResource(request.resource, context)) {
    const excluded = source.NotResource !== undefined;
    const patterns = (source.Resource ?? source.NotResource ?? []).join(", ");
    obstacles.push(
      excluded
        ? `resource ${request.resource} is excluded by NotResource ${patterns}`
        : `resource ${request.resource} does not match ${patterns}`,
    );
  }
  for (const condition of statement.conditions) {
    if (!condition.holds(context)) obstacles.push(describeCondition(condition, context));
  }
  if (statement.matchesAction(request.action.toLowerCase())) return obstacles;
  const sameService = source.Action?.some((action) => service(action) === service(request.action));
  if (obstacles.length > 0 || sameService !== true) return undefined;
  return [`action ${request.action} does not match ${source.Action?.join(", ")}`];
}

/** The name of a principal in AWS's messages. */
export function principalName(principal: Principal): string {
  if (principal.kind === "assumed-role") return principal.sessionArn;
  return principal.kind === "service" ? principal.service : "anonymous";
}

function principalNames(element: PrincipalElement | undefined): string {
  if (element === undefined || element === "*") return "*";
  return Object.values(element).flat().join(", ");
}

function describeCondition(condition: CompiledCondition, context: ContextLookup): string {
  const found = context(condition.key.toLowerCase());
  const given = found === undefined ? "is not in the request" : `is ${JSON.stringify(found)}`;
  return `${condition.key} ${given}, but ${condition.operator} wants ${condition.wanted
    .map((value) => JSON.stringify(value))
    .join(" or ")}`;
}

function service(action: string): string {
  return action.slice(0, action.indexOf(":")).toLowerCase();
}
