import type { AccessRequest, Principal } from "@stagecraft/iam/access-request";
import { compilePolicies } from "@stagecraft/iam/compile-policies";
import { decideTrust } from "@stagecraft/iam/decide-trust";
import type { Decision } from "@stagecraft/iam/decision";
import { denialMessage } from "@stagecraft/iam/denial-message";
import { explain } from "@stagecraft/iam/explain";
import { parsePolicy } from "@stagecraft/iam/parse/parse-policy";
import type { NamedPolicy } from "@stagecraft/iam/policy";
import { endpointPolicyOf } from "@stagecraft/plan/network/endpoint-policy-of";
import type { OpenPath } from "@stagecraft/plan/network/network";
import { isInterface } from "@stagecraft/plan/network/network-ends";
import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import { resourcePoliciesOf } from "@stagecraft/plan/resources/iam/resource-policies";
import { type RoleDefinition, rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { policyHolder } from "@stagecraft/plan/resources/s3/bucket-policies";
import type { Caller } from "../common/caller.ts";
import type { Permission } from "../common/operation.ts";
import { sessionArnOf } from "../common/session-arn.ts";
import { createKeyPermissions } from "../kms/key-permissions.ts";

/** IAM's decision on one permission. `message` is AWS's wording, `explanation` names the policy that comes nearest. */
export type Authorization =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly message: string;
      readonly explanation: string;
      /** The KMS key whose use is denied; everything else is allowed. */
      readonly keyArn?: string;
    };

/** One permission that a role was granted and used: the evidence of a run. */
export type PermissionUse = {
  readonly action: string;
  readonly resource: string;
  readonly roleArn: string;
  readonly times: number;
};

/** Decides every call. */
export type Authority = {
  /**
   * Includes the permissions on KMS keys. `path` is the network path of the call; calls that AWS makes on a role's behalf
   * have none.
   */
  authorize(caller: Caller, permission: Permission, path?: OpenPath): Authorization;
  /** Whether an AWS service may assume a role. */
  trusts(roleArn: string, service: string, sourceArn: string): Authorization;
  permissionsUsed(): readonly PermissionUse[];
};

const allowed: Authorization = { allowed: true };

type Acting = Exclude<Caller, { kind: "operator" }>;

/**
 * Decides with the roles and resource policies that the Plan holds.
 * @throws PolicyError when a policy in the Plan is invalid.
 */
export function createAuthority(plan: Plan, nowMs: () => number): Authority {
  const roles = new Map(rolesOf(plan).map((role) => [role.arn, compiledRole(role)]));
  const onResource = Map.groupBy(resourcePoliciesOf(plan), ({ resourceArn }) => resourceArn);
  const endpoints = endpointPolicies(plan);
  const deciders = new Map<string, (request: AccessRequest) => Decision>();
  const permissionsUsed = new Map<string, PermissionUse>();
  const keyPermissions = createKeyPermissions(plan);

  function decider(roleArn: string | undefined, resource: string, endpointId: string | undefined) {
    const holder = policyHolder(resource);
    const resourceKey = onResource.has(holder) ? holder : "";
    const key = `${roleArn ?? ""}|${resourceKey}|${endpointId ?? ""}`;
    const known = deciders.get(key);
    if (known) return known;
    const resourcePolicies = onResource.get(holder)?.map(named);
    const endpoint = endpointId === undefined ? undefined : endpoints.get(endpointId);
    const role = roleArn === undefined ? undefined : roles.get(roleArn);
    const made = compilePolicies({
      identity: role?.policies ?? [],
      ...(role?.boundary ? { boundary: [role.boundary] } : {}),
      ...(resourcePolicies ? { resource: resourcePolicies } : {}),
      ...(resourcePolicies && isKey(holder) ? { resourceMustAllow: true } : {}),
      ...endpoint,
    });
    deciders.set(key, made);
    return made;
  }

  function authorizeOne(caller: Acting, permission: Permission, path?: OpenPath): Authorization {
    const { action, resource, context } = permission;
    const request: AccessRequest = {
      action,
      resource,
      principal: principalOf(caller),
      resourceAccountId: resource.split(":")[4] || plan.accountId,
      context: { ...contextOf(caller, plan, nowMs(), path), ...context },
    };
    const roleArn = caller.kind === "role" ? caller.roleArn : undefined;
    const decision = decider(roleArn, resource, path?.vpcEndpointId)(request);
    if (!decision.allowed) return refusal(decision, request);
    if (roleArn) count(permissionsUsed, roleArn, permission);
    return allowed;
  }

  return {
    authorize(caller, permission, path) {
      if (caller.kind === "operator") return allowed;
      const authorization = authorizeOne(caller, permission, path);
      if (!authorization.allowed) return authorization;
      for (const use of keyPermissions(permission)) {
        // The service calls KMS itself, so that the caller's VPC endpoints do not matter.
        const onKey = authorizeOne(caller, use);
        if (!onKey.allowed) return { ...onKey, keyArn: use.resource };
      }
      return allowed;
    },
    trusts(roleArn, service, sourceArn) {
      const principal: Principal = { kind: "service", service };
      const context = { "aws:SourceArn": sourceArn, "aws:SourceAccount": plan.accountId };
      const trust = roles.get(roleArn)?.trust;
      if (!trust) {
        const message = `The role ${roleArn} does not exist.`;
        return { allowed: false, message, explanation: message };
      }
      const decision = decideTrust(trust, principal, context);
      if (decision.allowed) return allowed;
      const action = "sts:AssumeRole";
      return refusal(decision, {
        principal,
        action,
        resource: roleArn,
        resourceAccountId: plan.accountId,
        context,
      });
    },
    permissionsUsed: () => [...permissionsUsed.values()],
  };
}

function compiledRole(role: RoleDefinition) {
  return {
    trust: parsePolicy(`${role.logicalName}/trust`, role.trustPolicy),
    policies: role.policies.map(named),
    boundary: role.permissionsBoundary && named(role.permissionsBoundary),
  };
}

function named({ name, document }: { name: string; document: unknown }): NamedPolicy {
  return parsePolicy(name, document);
}

function endpointPolicies(plan: Plan) {
  return new Map(
    resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint").flatMap((endpoint) => {
      const policy = endpointPolicyOf(plan, endpoint);
      if (!policy) return [];
      const vpcEndpoint = [parsePolicy(endpoint.name, policy)];
      const vpcEndpointIsGateway = !isInterface(endpoint);
      return [[String(endpoint.outputs.id), { vpcEndpoint, vpcEndpointIsGateway }] as const];
    }),
  );
}

function principalOf(caller: Acting): Principal {
  if (caller.kind === "service") return { kind: "service", service: caller.principal };
  const { roleArn } = caller;
  const [, , , , accountId = ""] = roleArn.split(":");
  return { kind: "assumed-role", accountId, roleArn, sessionArn: sessionArnOf(caller) };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function contextOf(caller: Caller, plan: Plan, nowMs: number, path: OpenPath | undefined) {
  return {
    "aws:SecureTransport": "true",
    "aws:ViaAWSService": "false",
    "aws:RequestedRegion": plan.region,
    "aws:CurrentTime": new Date(nowMs).toISOString(),
    "aws:EpochTime": String(Math.floor(nowMs / 1000)),
    ...(path?.sourceIp ? { "aws:SourceIp": path.sourceIp } : {}),
    ...(path?.vpcId ? { "aws:SourceVpc": path.vpcId } : {}),
    ...(path?.vpcEndpointId ? { "aws:SourceVpce": path.vpcEndpointId } : {}),
    ...(path ? sourceFunction(caller, plan) : {}),
    ...(caller.kind === "service"
      ? { "aws:SourceArn": caller.sourceArn, "aws:SourceAccount": plan.accountId }
      : {}),
  };
}

/**
 * Only for calls of the function's own code, not for what Lambda does as its role, such as polling.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
function sourceFunction(caller: Caller, { region, accountId }: Plan) {
  if (caller.kind !== "role" || !caller.functionName) return {};
  const arn = `arn:aws:lambda:${region}:${accountId}:function:${caller.functionName}`;
  return { "lambda:SourceFunctionArn": arn };
}

function refusal(
  decision: Extract<Decision, { allowed: false }>,
  request: AccessRequest,
): Authorization {
  return {
    allowed: false,
    message: denialMessage(decision, request),
    explanation: explain(decision, request),
  };
}

function count(
  permissionsUsed: Map<string, PermissionUse>,
  roleArn: string,
  { action, resource }: Permission,
) {
  const key = `${roleArn}|${action}|${resource}`;
  const times = (permissionsUsed.get(key)?.times ?? 0) + 1;
  permissionsUsed.set(key, { action, resource, roleArn, times });
}

function isKey(arn: string): boolean {
  return /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(arn);
}
