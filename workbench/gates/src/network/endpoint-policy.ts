import { compilePolicies } from "@stagecraft/iam/compile-policies";
import { parsePolicy } from "@stagecraft/iam/parse/parse-policy";
import { type Caller, serviceOf } from "@stagecraft/plan/network/callers";
import { endpointPolicyOf } from "@stagecraft/plan/network/endpoint-policy-of";
import { isInterface } from "@stagecraft/plan/network/network-ends";
import type { Plan, Resource } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import type { Grant } from "@stagecraft/plan/resources/iam/role-grants";
import type { Finding } from "../finding.ts";
import type { NetworkFacts } from "./network-facts.ts";
import { grantText } from "./program-text.ts";

/** Endpoints whose policy denies calls that a function's role allows. */
export function endpointPolicy(facts: NetworkFacts): readonly Finding[] {
  return resourcesOf(facts.plan, "aws:ec2/vpcEndpoint:VpcEndpoint")
    .filter((endpoint) => endpointPolicyOf(facts.plan, endpoint))
    .flatMap((endpoint): readonly Finding[] => {
      const held = facts.callers.flatMap((caller) => blockedCalls(facts, endpoint, caller));
      if (held.length === 0) return [];
      const who = [...new Set(held.map(({ caller }) => caller.definition.logicalName))];
      const grants = held.map(
        ({ call }) => `${call.action} on ${grantText(facts.plan, call.resource)}`,
      );
      const actions = [...new Set(held.map(({ call }) => call.action))];
      return [
        {
          rule: "network/endpoint-policy",
          severity: "error",
          resource: endpoint.name,
          message: `Its policy denies calls that ${who.join(", ")} may make: ${[...new Set(grants)].join(", ")}.`,
          fix: `In a statement of ${endpoint.name}'s policy: actions: ${JSON.stringify(actions)}; or remove them from the role.`,
        },
      ];
    });
}

function blockedCalls(facts: NetworkFacts, endpoint: Resource, caller: Caller) {
  const decide = compilePolicies({
    identity: [parsePolicy("everything", everything)],
    vpcEndpoint: [parsePolicy(endpoint.name, endpointPolicyOf(facts.plan, endpoint))],
    vpcEndpointIsGateway: !isInterface(endpoint),
  });
  return caller.calls
    .filter((call) => isAllowed(facts, endpoint, caller, call))
    .filter((call) => !decide(requestOf(facts.plan, endpoint, caller, call)).allowed)
    .map((call) => ({ caller, call }));
}

export const everything = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

function isAllowed({ network }: NetworkFacts, endpoint: Resource, caller: Caller, call: Grant) {
  return serviceOf(call).some(
    (service) => network.endpointTo(caller.definition, service) === endpoint,
  );
}

/** The request to evaluate. Wildcards of the role's policy are replaced by characters. */
function requestOf(
  plan: Plan,
  endpoint: Resource,
  { definition: { name, roleArn } }: Caller,
  { action, resource }: Grant,
) {
  const { accountId } = plan;
  return {
    action,
    resource,
    resourceAccountId: resource.split(":")[4] || accountId,
    principal: {
      kind: "assumed-role" as const,
      accountId,
      roleArn,
      sessionArn: `arn:aws:sts::${accountId}:assumed-role/${roleArn.split("/").at(-1)}/${name}`,
    },
    context: {
      "aws:SecureTransport": "true",
      "aws:RequestedRegion": plan.region,
      "aws:SourceVpc": String(endpoint.inputs.vpcId),
      "aws:SourceVpce": String(endpoint.outputs.id),
    },
  };
}
