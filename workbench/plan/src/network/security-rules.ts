import type { Json, Plan, Resource } from "../plan.ts";
import { isObject, resourcesOf, texts } from "../resources.ts";
import { containsRange } from "./address-range.ts";

/** One rule of one security group: ports to or from a peer, which is another group, a prefix list or an address range. */
export type SecurityRule = {
  /** The name of the construct with the rule. */
  readonly construct: string;
  readonly direction: "in" | "out";
  readonly group: string;
  readonly peers: readonly string[];
  /** `tcp`, which is the only protocol that functions use here, `all`, or another one such as `udp`. */
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
};

/** An end of a connection, as rules name it: by its groups (or prefix list), or by ranges that contain all its addresses. */
export type NetworkEnd = { readonly groups: readonly string[]; readonly ranges: readonly string[] };

/** Every address. */
export const anywhere: NetworkEnd = { groups: [], ranges: ["0.0.0.0/0"] };

/** All rules of the Plan, inline in a security group or as separate resources. */
export function securityRulesOf(plan: Plan): readonly SecurityRule[] {
  const single = (type: string, direction: "in" | "out") =>
    resourcesOf(plan, type).map(({ name, inputs }) =>
      ruleOf(name, direction, String(inputs.securityGroupId), inputs),
    );
  const groups = [
    ...resourcesOf(plan, "aws:ec2/securityGroup:SecurityGroup"),
    ...resourcesOf(plan, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"),
  ];
  return [
    ...single("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "in"),
    ...single("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "out"),
    ...resourcesOf(plan, "aws:ec2/securityGroupRule:SecurityGroupRule").map(({ name, inputs }) =>
      ruleOf(name, inputs.type === "egress" ? "out" : "in", String(inputs.securityGroupId), inputs),
    ),
    ...groups.flatMap((group) => [
      ...inlineRules(group, "ingress", "in"),
      ...inlineRules(group, "egress", "out"),
    ]),
  ];
}

/**
 * Whether an egress rule allows a connection from one end to another. A group allows only the connections that a rule names, and always
 * the responses: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
export function letsOut(
  rules: readonly SecurityRule[],
  from: NetworkEnd,
  to: NetworkEnd,
  port: number,
): boolean {
  return matches(rules, "out", from, to, port);
}

/** Whether rules at both ends allow a connection. */
export function admits(
  rules: readonly SecurityRule[],
  from: NetworkEnd,
  to: NetworkEnd,
  port: number,
): boolean {
  return matches(rules, "out", from, to, port) && matches(rules, "in", to, from, port);
}

function matches(
  rules: readonly SecurityRule[],
  direction: "in" | "out",
  own: NetworkEnd,
  peer: NetworkEnd,
  port: number,
): boolean {
  return rules.some((rule) => rule.direction === direction && lets(rule, own, peer, port));
}

/** Whether a rule allows a connection between its own group's end and the peer. */
export function lets(
  { group, peers, protocol, fromPort, toPort }: SecurityRule,
  own: NetworkEnd,
  peer: NetworkEnd,
  port: number,
): boolean {
  return (
    own.groups.includes(group) &&
    (protocol === "tcp" || protocol === "all") &&
    port >= fromPort &&
    port <= toPort &&
    (peers.some((named) => peer.groups.includes(named)) || covers(peers, peer.ranges))
  );
}

function covers(peers: readonly string[], ranges: readonly string[]): boolean {
  return (
    ranges.length > 0 && ranges.every((range) => peers.some((peer) => containsRange(peer, range)))
  );
}

function inlineRules(group: Resource, key: "ingress" | "egress", direction: "in" | "out") {
  const rules = group.inputs[key];
  if (!Array.isArray(rules)) return [];
  return rules
    .filter(isObject)
    .map((rule) => ruleOf(group.name, direction, String(group.outputs.id), rule));
}

/** The names of protocols, by the number that rules may have instead: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
const protocols: { readonly [number: string]: string } = {
  "-1": "all",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
};

function ruleOf(
  construct: string,
  direction: "in" | "out",
  group: string,
  rule: { readonly [key: string]: Json },
): SecurityRule {
  const given = String(rule.ipProtocol ?? rule.protocol).toLowerCase();
  const protocol = protocols[given] ?? given;
  const singlePeers = [
    rule.referencedSecurityGroupId,
    rule.sourceSecurityGroupId,
    rule.prefixListId,
    rule.cidrIpv4,
  ];
  const peers = [
    ...texts(rule.securityGroups),
    ...texts(rule.prefixListIds),
    ...texts(rule.cidrBlocks),
    ...singlePeers.filter((peer) => typeof peer === "string"),
    ...(rule.self === true ? [group] : []),
  ];
  const ports =
    protocol === "all"
      ? { fromPort: 0, toPort: 65_535 }
      : { fromPort: Number(rule.fromPort), toPort: Number(rule.toPort) };
  return { construct, direction, group, peers, protocol, ...ports };
}
