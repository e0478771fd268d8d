import { lets, type NetworkEnd } from "@stagecraft/plan/network/security-rules";
import type { NetworkFacts } from "./network-facts.ts";
import { constructName, constructText, idText, nameOf, referenceText } from "./program-text.ts";

/** A connection that needs an egress and an ingress rule. `to` without a group is the internet. */
export type Connection = {
  readonly from: NetworkEnd;
  readonly to: NetworkEnd;
  readonly port: number;
};

/** The missing security group rules of a connection, as they are written in infra/. */
export function missingRulesText(facts: NetworkFacts, connection: Connection): string {
  const { from, to, port } = connection;
  const name = `${peerName(facts, from)}To${peerName(facts, to)}`;
  const isLet = (direction: "in" | "out", own: NetworkEnd, peer: NetworkEnd) =>
    facts.securityRules.some((rule) => rule.direction === direction && lets(rule, own, peer, port));
  const text = (direction: "Egress" | "Ingress", own: NetworkEnd, peer: NetworkEnd) =>
    constructText(`vpc.SecurityGroup${direction}Rule`, `${name}${direction}`, {
      securityGroupId: idText(facts.plan, own.groups[0] ?? ""),
      ...peerText(facts, peer),
      ipProtocol: `"tcp"`,
      fromPort: String(port),
      toPort: String(port),
    });
  return [
    ...(isLet("out", from, to) ? [] : [text("Egress", from, to)]),
    ...(to.groups.some(isGroup) && !isLet("in", to, from) ? [text("Ingress", to, from)] : []),
  ].join("\n");
}

/** A rule's property for its peer: its group, its prefix list, or every address. */
export function peerText({ plan }: NetworkFacts, { groups }: NetworkEnd) {
  const [peer] = groups;
  if (peer === undefined) return { cidrIpv4: `"0.0.0.0/0"` };
  return isGroup(peer)
    ? { referencedSecurityGroupId: referenceText(plan, peer, "id") }
    : { prefixListId: referenceText(plan, peer, "prefixListId") };
}

function peerName({ plan }: NetworkFacts, { groups: [peer] }: NetworkEnd): string {
  return peer === undefined ? "Internet" : constructName(nameOf(plan, peer));
}

function isGroup(id: string): boolean {
  return id.startsWith("sg-");
}
