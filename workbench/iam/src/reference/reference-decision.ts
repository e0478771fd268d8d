import type { AccessRequest } from "../access-request.ts";
import type { RawPolicy, RawPolicySet } from "./raw-policy.ts";
import { contextOf } from "./reference-context.ts";
import type { Naming } from "./reference-principal.ts";
import type { ReferenceRequest } from "./reference-request.ts";
import { type Applying, applyingStatements } from "./reference-statement.ts";

/** Allowed, or denied by a statement (`explicit`) or because nothing allows it (`implicit`). */
export type Outcome = "allowed" | "explicit" | "implicit";

/**
 * Decides a request as AWS's pages describe it, one function for each of their rules. It is slow and shares no code with the evaluator,
 * which is compared with it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function referenceDecision(policies: RawPolicySet, request: AccessRequest): Outcome {
  const isRole = request.principal.kind === "assumed-role";
  const asked: ReferenceRequest = {
    request,
    context: contextOf(request),
    hasBoundary: isRole && policies.boundary !== undefined,
  };
  const bound = isRole ? policies : withoutRole(policies);
  if (isDenied(bound, asked)) return "explicit";
  const isAllowed =
    limitsAllow(bound, asked) &&
    (isRole ? roleIsAllowed(bound, asked) : resourceNamings(bound, asked).length > 0);
  return isAllowed ? "allowed" : "implicit";
}

/**
 * A service and an anonymous caller have no policies of their own, and service control policies do not bind them.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
function withoutRole(policies: RawPolicySet): RawPolicySet {
  const { resource, resourceControl, vpcEndpoint } = policies;
  return {
    identity: [],
    ...(resource && { resource }),
    ...(resourceControl && { resourceControl }),
    ...(vpcEndpoint && { vpcEndpoint }),
  };
}

/** A Deny in any policy overrides every Allow. */
function isDenied(policies: RawPolicySet, asked: ReferenceRequest): boolean {
  const every = [
    ...policies.identity,
    ...(policies.resource ?? []),
    ...(policies.boundary ?? []),
    ...(policies.session ?? []),
    ...(policies.serviceControl ?? []).flat(),
    ...(policies.resourceControl ?? []).flat(),
  ];
  const applying = [...applyingStatements(every, asked), ...endpointStatements(policies, asked)];
  return applying.some(({ effect }) => effect === "Deny");
}

/**
 * Every level of an organization and the VPC endpoint have to allow.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
function limitsAllow(policies: RawPolicySet, asked: ReferenceRequest): boolean {
  return (
    (policies.resourceControl ?? []).every((level) => allow(level, asked)) &&
    (policies.serviceControl ?? []).every((level) => allow(level, asked)) &&
    (policies.vpcEndpoint === undefined ||
      endpointStatements(policies, asked).some(({ effect }) => effect === "Allow"))
  );
}

/**
 * In the policy of a gateway endpoint an account is its root user only. A statement with `NotPrincipal` has no namings.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
 */
function endpointStatements(policies: RawPolicySet, asked: ReferenceRequest): readonly Applying[] {
  const applying = applyingStatements(policies.vpcEndpoint ?? [], asked);
  if (policies.vpcEndpointIsGateway !== true) return applying;
  return applying.filter(
    ({ namings }) => namings.some((naming) => naming !== "account") || namings.length === 0,
  );
}

function roleIsAllowed(policies: RawPolicySet, asked: ReferenceRequest): boolean {
  const { principal, resourceAccountId } = asked.request;
  const isSameAccount =
    principal.kind === "assumed-role" && principal.accountId === resourceAccountId;
  return isSameAccount ? allowedInAccount(policies, asked) : allowedAcross(policies, asked);
}

/**
 * Within an account an Allow in the identity's policies or in the resource's is enough. What the resource grants to the session or to
 * everyone is not limited by the boundary and the session policy; what it grants to the role is. What it grants to the account is left
 * to the identity's policies.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
 */
function allowedInAccount(policies: RawPolicySet, asked: ReferenceRequest): boolean {
  const namings = resourceNamings(policies, asked);
  if (namings.includes("itself") || namings.includes("everyone")) return true;
  if (!roleLimitsAllow(policies, asked)) return false;
  if (namings.includes("role")) return true;
  return allow(policies.identity, asked) && identityMayAllow(policies, namings);
}

/**
 * The identity's policies have no effect on a KMS key whose own policy does not name the account.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function identityMayAllow(policies: RawPolicySet, namings: readonly Naming[]): boolean {
  return policies.resourceMustAllow !== true || namings.includes("account");
}

/**
 * Across accounts both sides have to allow: the role's account, where all of its limits apply, and the resource's.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function allowedAcross(policies: RawPolicySet, asked: ReferenceRequest): boolean {
  return (
    allow(policies.identity, asked) &&
    roleLimitsAllow(policies, asked) &&
    resourceNamings(policies, asked).length > 0
  );
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
function roleLimitsAllow(policies: RawPolicySet, asked: ReferenceRequest): boolean {
  return (
    allowUnlessMissing(policies.boundary, asked) && allowUnlessMissing(policies.session, asked)
  );
}

function resourceNamings(policies: RawPolicySet, asked: ReferenceRequest): readonly Naming[] {
  return applyingStatements(policies.resource ?? [], asked)
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ namings }) => namings);
}

function allowUnlessMissing(
  policies: readonly RawPolicy[] | undefined,
  asked: ReferenceRequest,
): boolean {
  return policies === undefined || allow(policies, asked);
}

function allow(policies: readonly RawPolicy[], asked: ReferenceRequest): boolean {
  return applyingStatements(policies, asked).some(({ effect }) => effect === "Allow");
}
