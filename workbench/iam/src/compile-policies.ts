import type { AccessRequest } from "./access-request.ts";
import type { Decision } from "./decision.ts";
import { nearestStatement } from "./nearest-statement.ts";
import type { PolicySet } from "./policy-set.ts";
import { type ContextLookup, contextLookup } from "./request-context.ts";
import { createStatementSet, type Grant, type StatementSet } from "./statement-set.ts";

/**
 * Compiles policies into a function that decides as IAM does: a request is denied unless a policy allows it, and an explicit deny always
 * wins. Within an account one Allow is enough, by an identity policy or a resource policy; across accounts both are required. If a
 * resource policy names the role, the role's boundary and session policies still apply; if it names the session (or everyone), they do
 * not; if it names the account, the identity policies decide.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @throws PolicyError when a policy is not valid for its kind
 */
export function compilePolicies(policies: PolicySet): (request: AccessRequest) => Decision {
  const rules = {
    isBounded: policies.boundary !== undefined,
    isGateway: policies.vpcEndpointIsGateway === true,
  };
  const { isBounded } = rules;
  const optional = (kind: "resource" | "boundary" | "session") => {
    const list = policies[kind];
    return list === undefined ? [] : [createStatementSet(kind, list, { isBounded })];
  };
  const identity = createStatementSet("identity", policies.identity);
  const [resource] = optional("resource");
  const limits = [...optional("boundary"), ...optional("session")];
  const aroundResource = (policies.resourceControl ?? []).map((level) =>
    createStatementSet("resource-control", level, { isBounded }),
  );
  const aroundAccount = (policies.serviceControl ?? []).map((level) =>
    createStatementSet("service-control", level),
  );
  const { vpcEndpoint } = policies;
  const onTheWay =
    vpcEndpoint === undefined ? [] : [createStatementSet("vpc-endpoint", vpcEndpoint, rules)];
  const ofResource = resource === undefined ? [] : [resource];

  const roleGuards = [...aroundResource, ...aroundAccount, ...onTheWay];
  const roleSets = [...roleGuards, ...ofResource, identity, ...limits];
  // Service control policies apply to the principals of an account, and not to services.
  const otherGuards = [...aroundResource, ...onTheWay];
  const otherSets = [...otherGuards, ...ofResource];

  return (request) => {
    const context = contextLookup(request);
    const { principal } = request;
    const isRole = principal.kind === "assumed-role";
    for (const set of isRole ? roleSets : otherSets) {
      const deny = set.findDeny(request, context);
      if (deny !== undefined) return { allowed: false, kind: "explicit", by: deny.reference };
    }
    const silent = firstWithoutAllow(isRole ? roleGuards : otherGuards, request, context);
    if (silent !== undefined) return implicit(silent, request, context);

    const fromResource = resource?.findAllow(request, context);
    if (!isRole) return fromResource ? allowed(fromResource) : noResource(request, context);

    const sameAccount = principal.accountId === request.resourceAccountId;
    if (sameAccount && fromResource !== undefined && grantsAlone(fromResource)) {
      return allowed(fromResource);
    }
    if (sameAccount && policies.resourceMustAllow && fromResource === undefined) {
      return noResource(request, context);
    }
    const toRole = sameAccount && fromResource?.match === "role" ? fromResource : undefined;
    const grant = identity.findAllow(request, context) ?? toRole;
    if (grant === undefined) return noIdentity(request, context, sameAccount, fromResource);
    const limit = firstWithoutAllow(limits, request, context);
    if (limit !== undefined) return implicit(limit, request, context);
    if (!sameAccount && fromResource === undefined) return noResource(request, context);
    return allowed(grant);
  };

  function noResource(request: AccessRequest, context: ContextLookup): Decision {
    return resource === undefined
      ? { allowed: false, kind: "implicit", missing: "resource" }
      : implicit(resource, request, context);
  }

  function noIdentity(
    request: AccessRequest,
    context: ContextLookup,
    sameAccount: boolean,
    fromResource: Grant | undefined,
  ): Decision {
    if (fromResource?.match === "account") {
      const because = "it names the account, which leaves the decision to identity-based policies";
      const nearest = { ...fromResource.statement.reference, because };
      return { allowed: false, kind: "implicit", missing: "identity", nearest };
    }
    const candidates = sameAccount
      ? [...identity.allows, ...(resource?.allows ?? [])]
      : identity.allows;
    return withNearest("identity", candidates, request, context);
  }
}

/** Within an account these matches need no other Allow, and boundaries do not apply. */
function grantsAlone({ match }: Grant): boolean {
  return match === "session" || match === "everyone";
}

function allowed({ statement }: Grant): Decision {
  return { allowed: true, by: statement.reference };
}

function firstWithoutAllow(
  sets: readonly StatementSet[],
  request: AccessRequest,
  context: ContextLookup,
): StatementSet | undefined {
  return sets.find((set) => set.findAllow(request, context) === undefined);
}

function implicit(set: StatementSet, request: AccessRequest, context: ContextLookup): Decision {
  return withNearest(set.kind, set.allows, request, context);
}

function withNearest(
  missing: StatementSet["kind"],
  allows: StatementSet["allows"],
  request: AccessRequest,
  context: ContextLookup,
): Decision {
  const nearest = nearestStatement(allows, request, context);
  return { allowed: false, kind: "implicit", missing, ...(nearest && { nearest }) };
}
