import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { isObject, resourcesOf, texts } from "@stagecraft/plan/resources";

/** One rule of one security group: ports to or from a peer, which is another group or an address range. */
export type SecurityRule = {
  readonly direction: "in" | "out";
  readonly group: string;
  readonly peers: readonly string[];
  readonly fromPort: number;
  readonly toPort: number;
};

/** Everyone, as a security group rule writes it. */
const everyone = "0.0.0.0/0";

/** All rules of the Plan, those inside a security group and those that are resources of their own. */
export function securityRulesOf(plan: Plan): readonly SecurityRule[] {
  const single = (type: string, direction: "in" | "out") =>
    resourcesOf(plan, type).map(({ inputs }) =>
      ruleOf(direction, String(inputs.securityGroupId), inputs),
    );
  return [
    ...single("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "in"),
    ...single("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "out"),
    ...resourcesOf(plan, "aws:ec2/securityGroup:SecurityGroup").flatMap((group) => [
      ...inlineRules(group, "ingress", "in"),
      ...inlineRules(group, "egress", "out"),
    ]),
  ];
}

/**
 * Whether a connection from one set of groups to another (or to anywhere outside) is let out and let in. A group lets in and
 * out only what a rule names, and answers pass by themselves:
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
export function admits(
  rules: readonly SecurityRule[],
  from: readonly string[],
  to: readonly string[] | "anywhere",
  port: number,
): boolean {
  const matches = (direction: "in" | "out", groups: readonly string[], peers: readonly string[]) =>
    rules.some(
      (rule) =>
        rule.direction === direction &&
        groups.includes(rule.group) &&
        port >= rule.fromPort &&
        port <= rule.toPort &&
        rule.peers.some((peer) => peer === everyone || peers.includes(peer)),
    );
  if (to === "anywhere") return matches("out", from, []);
  return matches("out", from, to) && matches("in", to, from);
}

function inlineRules(group: Resource, key: "ingress" | "egress", direction: "in" | "out") {
  const rules = group.inputs[key];
  if (!Array.isArray(rules)) return [];
  return rules.filter(isObject).map((rule) => ruleOf(direction, String(group.outputs.id), rule));
}

function ruleOf(
  direction: "in" | "out",
  group: string,
  rule: { readonly [key: string]: Json },
): SecurityRule {
  const protocol = rule.ipProtocol ?? rule.protocol;
  const allPorts = protocol === "-1" || protocol === "all";
  const peers = [
    ...texts(rule.securityGroups),
    ...texts(rule.cidrBlocks),
    ...[rule.referencedSecurityGroupId, rule.cidrIpv4].filter((peer) => typeof peer === "string"),
    ...(rule.self === true ? [group] : []),
  ];
  return {
    direction,
    group,
    peers,
    fromPort: allPorts ? 0 : Number(rule.fromPort),
    toPort: allPorts ? 65_535 : Number(rule.toPort),
  };
}
