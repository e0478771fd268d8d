import type { AccessRequest } from "@stagecraft/iam/access-request";
import { compilePolicies } from "@stagecraft/iam/compile-policies";
import { parsePolicy } from "@stagecraft/iam/parse/parse-policy";
import { matchesAction } from "@stagecraft/iam/wildcard-match";
import { endpointPolicyOf } from "@stagecraft/plan/network/endpoint-policy-of";
import { isInterface } from "@stagecraft/plan/network/network-ends";
import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import type { Finding } from "../finding.ts";
import { listOf, statementsOf } from "../iam/grants.ts";
import { everything } from "./endpoint-policy.ts";
import { endpointUses } from "./endpoint-uses.ts";
import { isIdle } from "./idle-endpoint.ts";
import type { NetworkFacts } from "./network-facts.ts";
import { vpcHasOtherResources } from "./subnet-contents.ts";

/** AWS's default policy of an endpoint: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
const defaultPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};

/** An account id that no program uses. */
const otherAccountId = "999999999999";

/**
 * Endpoints whose policy allows more than the calls of the functions, or allows credentials of another account to call that account: data
 * could leave a network without egress, independently of its roles. AWS's default policy allows both.
 * https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/perimeter-implementation.html
 */
export function wideEndpointPolicy(facts: NetworkFacts): readonly Finding[] {
  return resourcesOf(facts.plan, "aws:ec2/vpcEndpoint:VpcEndpoint")
    .filter((endpoint) => !isIdle(facts, endpoint))
    .flatMap((endpoint) => findingsOf(facts, endpoint));
}

function findingsOf(facts: NetworkFacts, endpoint: Resource): readonly Finding[] {
  const own = endpointPolicyOf(facts.plan, endpoint);
  const policy = own ?? defaultPolicy;
  const allowed = [...new Set(statementsOf(policy).flatMap(({ Action }) => listOf(Action ?? "*")))];
  const needed = [...new Set(endpointUses(facts, endpoint).map(({ call }) => call.action))];
  const isNeeded = (pattern: string) => needed.some((action) => matchesAction(action, pattern));
  const hasOthers = vpcHasOtherResources(facts.plan, endpoint.inputs.vpcId);
  const idle = hasOthers ? [] : allowed.filter((pattern) => !isNeeded(pattern));
  const isOpen = allowed.some((pattern) =>
    allowsOtherAccounts(facts.plan, endpoint, policy, pattern),
  );
  if (idle.length === 0 && !isOpen) return [];
  const wrong = [
    ...(idle.length > 0 ? [`allows ${idle.join(", ")}, which no function calls`] : []),
    ...(isOpen ? ["allows credentials of any account to send data to that account"] : []),
  ];
  return [
    {
      rule: "network/wide-endpoint-policy",
      severity: "error",
      resource: endpoint.name,
      message: `${own ? "Its policy" : "AWS's default policy, which it has,"} ${wrong.join(", and ")}.`,
      fix:
        hasOthers || needed.length > 0
          ? policyText(facts.plan, endpoint, hasOthers ? allowed : needed)
          : `Remove ${endpoint.name}: no function behind it calls its service.`,
    },
  ];
}

/** Evaluated by IAM's rules, so that conditions, Deny statements and resources are taken into account. */
function allowsOtherAccounts(
  plan: Plan,
  endpoint: Resource,
  policy: Json,
  pattern: string,
): boolean {
  const decide = compilePolicies({
    identity: [parsePolicy("everything", everything)],
    vpcEndpoint: [parsePolicy(endpoint.name, policy)],
    vpcEndpointIsGateway: !isInterface(endpoint),
  });
  return decide(otherAccountRequest(plan, endpoint, pattern)).allowed;
}

function otherAccountRequest(plan: Plan, endpoint: Resource, pattern: string): AccessRequest {
  const service = pattern.split(":")[0]?.replace("*", "") || "any";
  return {
    action: `${service}:${(pattern.split(":")[1] ?? "").replaceAll(/[*?]/g, "x")}`,
    resource:
      service === "s3"
        ? "arn:aws:s3:::other-bucket/object"
        : `arn:aws:${service}:${plan.region}:${otherAccountId}:other`,
    resourceAccountId: otherAccountId,
    principal: {
      kind: "assumed-role",
      accountId: otherAccountId,
      roleArn: `arn:aws:iam::${otherAccountId}:role/other`,
      sessionArn: `arn:aws:sts::${otherAccountId}:assumed-role/other/session`,
    },
    context: {
      "aws:SecureTransport": "true",
      "aws:RequestedRegion": plan.region,
      "aws:SourceVpc": String(endpoint.inputs.vpcId),
      "aws:SourceVpce": String(endpoint.outputs.id),
    },
  };
}

function policyText({ accountId }: Plan, { name }: Resource, needed: readonly string[]): string {
  return [
    `In ${name}, policy: aws.iam.getPolicyDocumentOutput({ statements: [{`,
    `  actions: ${JSON.stringify(needed.toSorted())},`,
    `  resources: ["*"],`,
    `  principals: [{ type: "AWS", identifiers: ["*"] }],`,
    `  conditions: [{ test: "StringEquals", variable: "aws:PrincipalAccount", values: ["${accountId}"] }],`,
    "}] }).json",
  ].join("\n");
}
