import type { AccessRequest } from "@stagecraft/iam/access-request";
import { compilePolicies } from "@stagecraft/iam/compile-policies";
import { parsePolicy } from "@stagecraft/iam/parse/parse-policy";
import { matchesAction } from "@stagecraft/iam/wildcard-match";
import { endpointPolicyOf } from "@stagecraft/plan/network/endpoint-policy-of";
import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import type { Finding } from "../finding.ts";
import { listOf, statementsOf } from "../iam/grants.ts";
import { everything } from "./endpoint-policy.ts";
import { endpointUses } from "./endpoint-users.ts";
import { isIdle } from "./idle-endpoint.ts";
import type { NetworkFacts } from "./network-facts.ts";
import { vpcHoldsOthers } from "./subnet-holders.ts";

/** What AWS attaches to an endpoint without a policy: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
const letsAllPass = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};

/** Twelve digits that are nobody's here. */
const stranger = "999999999999";

/**
 * Endpoints that let more pass than what functions behind them may call, or let keys of another account reach that account:
 * so data leaves a network without egress, whatever its roles allow. AWS's default policy does both.
 * https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/perimeter-implementation.html
 */
export function wideEndpointPolicy(facts: NetworkFacts): readonly Finding[] {
  return resourcesOf(facts.plan, "aws:ec2/vpcEndpoint:VpcEndpoint")
    .filter((endpoint) => !isIdle(facts, endpoint))
    .flatMap((endpoint) => findingsOf(facts, endpoint));
}

function findingsOf(facts: NetworkFacts, endpoint: Resource): readonly Finding[] {
  const own = endpointPolicyOf(facts.plan, endpoint);
  const policy = own ?? letsAllPass;
  const passing = [...new Set(statementsOf(policy).flatMap(({ Action }) => listOf(Action ?? "*")))];
  const needed = [...new Set(endpointUses(facts, endpoint).map(({ call }) => call.action))];
  const isNeeded = (pattern: string) => needed.some((action) => matchesAction(action, pattern));
  const hasOthers = vpcHoldsOthers(facts.plan, endpoint.inputs.vpcId);
  const idle = hasOthers ? [] : passing.filter((pattern) => !isNeeded(pattern));
  const isOpen = passing.some((pattern) =>
    letsStrangersPass(facts.plan, endpoint, policy, pattern),
  );
  if (idle.length === 0 && !isOpen) return [];
  const wrong = [
    ...(idle.length > 0 ? [`lets ${idle.join(", ")} pass, which is more than anybody calls`] : []),
    ...(isOpen ? ["lets keys of any account take data to that account"] : []),
  ];
  return [
    {
      rule: "network/wide-endpoint-policy",
      severity: "error",
      resource: endpoint.name,
      message: `${own ? "Its policy" : "AWS's default policy, which it has,"} ${wrong.join(", and ")}.`,
      fix:
        hasOthers || needed.length > 0
          ? policyText(facts.plan, endpoint, hasOthers ? passing : needed)
          : `Remove ${endpoint.name}: no function behind it calls its service.`,
    },
  ];
}

/** Asked of IAM, so that a condition, a Deny or a list of resources that keeps strangers out counts as what it is. */
function letsStrangersPass(plan: Plan, endpoint: Resource, policy: Json, pattern: string): boolean {
  const decide = compilePolicies({
    identity: [parsePolicy("everything", everything)],
    vpcEndpoint: [parsePolicy(endpoint.name, policy)],
  });
  return decide(strangersRequest(plan, endpoint, pattern)).allowed;
}

function strangersRequest(plan: Plan, endpoint: Resource, pattern: string): AccessRequest {
  const service = pattern.split(":")[0]?.replace("*", "") || "any";
  return {
    action: `${service}:${(pattern.split(":")[1] ?? "").replaceAll(/[*?]/g, "x")}`,
    resource:
      service === "s3"
        ? "arn:aws:s3:::strangers-bucket/object"
        : `arn:aws:${service}:${plan.region}:${stranger}:strangers-own`,
    resourceAccountId: stranger,
    principal: {
      kind: "assumed-role",
      accountId: stranger,
      roleArn: `arn:aws:iam::${stranger}:role/stranger`,
      sessionArn: `arn:aws:sts::${stranger}:assumed-role/stranger/session`,
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
