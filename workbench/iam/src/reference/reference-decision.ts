import type { AccessRequest } from "../access-request.ts";
import type { RawPolicy, RawPolicySet } from "./raw-policy.ts";
import { contextOf } from "./reference-context.ts";
import { type Applying, applyingStatements } from "./reference-statement.ts";

export type Outcome = "allowed" | "explicit" | "implicit";

/**
 * Evaluates the flow chart of AWS's evaluation logic from top to bottom, for each request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function referenceDecision(policies: RawPolicySet, request: AccessRequest): Outcome {
  const { principal } = request;
  const isRole = principal.kind === "assumed-role";
  const asked = {
    request,
    context: contextOf(request),
    hasBoundary: policies.boundary !== undefined,
  };
  const read = (list: readonly RawPolicy[] | undefined) => list && applyingStatements(list, asked);

  const resource = read(policies.resource) ?? [];
  const onTheWay = [policies.vpcEndpoint, ...(policies.resourceControl ?? [])].map(read);
  const aroundAccount = isRole ? (policies.serviceControl ?? []).map(read) : [];
  const identity = isRole ? (read(policies.identity) ?? []) : [];
  const limits = isRole ? [read(policies.boundary), read(policies.session)] : [];

  const all = [resource, identity, ...onTheWay, ...aroundAccount, ...limits];
  if (all.some((statements) => statements?.some(({ effect }) => effect === "Deny"))) {
    return "explicit";
  }
  if (![...onTheWay, ...aroundAccount].every(isMissingOrAllows)) return "implicit";

  const granted = new Set(resource.map(({ match }) => match));
  if (!isRole) return granted.size > 0 ? "allowed" : "implicit";

  const withinLimits = limits.every(isMissingOrAllows);
  if (principal.accountId !== request.resourceAccountId) {
    return identity.length > 0 && withinLimits && granted.size > 0 ? "allowed" : "implicit";
  }
  if (granted.has("direct")) return "allowed";
  if (policies.resourceMustAllow && granted.size === 0) return "implicit";
  return withinLimits && (identity.length > 0 || granted.has("role")) ? "allowed" : "implicit";
}

/** A missing kind of policy limits nothing. Deny statements were checked before. */
function isMissingOrAllows(statements: readonly Applying[] | undefined): boolean {
  return statements === undefined || statements.length > 0;
}
