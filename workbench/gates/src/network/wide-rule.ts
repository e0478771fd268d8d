import { containsRange } from "@stagecraft/plan/network/address-range";
import { lets, type NetworkEnd, type SecurityRule } from "@stagecraft/plan/network/security-rules";
import type { Finding } from "../finding.ts";
import { membersOf } from "./group-members.ts";
import { peerText } from "./missing-rules-text.ts";
import type { NetworkFacts } from "./network-facts.ts";
import { nameOf } from "./program-text.ts";
import { type UsedPath, usedPaths } from "./used-paths.ts";

/** A connection that a rule allows, with the peer of the rule. */
type Use = { readonly caller: string; readonly peer: NetworkEnd; readonly port: number };

/** Security group rules that allow more than any function needs. A group with a resource of an unknown type is not checked. */
export function wideRule(facts: NetworkFacts): readonly Finding[] {
  const paths = usedPaths(facts);
  return facts.securityRules
    .filter((rule) => !concernsOthers(facts, rule))
    .flatMap((rule) => findingsOf(facts, rule, usesOf(rule, paths)));
}

function concernsOthers({ plan }: NetworkFacts, { group, peers }: SecurityRule): boolean {
  const groups = [group, ...peers].filter((id) => id.startsWith("sg-"));
  return groups.some((id) => membersOf(plan, id).has("other"));
}

function usesOf(rule: SecurityRule, paths: readonly UsedPath[]): readonly Use[] {
  return paths
    .map(({ caller, from, to, port }) =>
      rule.direction === "out"
        ? { caller, own: from, peer: to, port }
        : { caller, own: to, peer: from, port },
    )
    .filter(({ own, peer, port }) => lets(rule, own, peer, port));
}

function findingsOf(
  facts: NetworkFacts,
  rule: SecurityRule,
  uses: readonly Use[],
): readonly Finding[] {
  if (rule.peers.length === 0) return [unused(facts, rule, "")];
  const idle = rule.peers.filter((peer) => uses.every((use) => !isFor(peer, use)));
  const wide = rule.peers.filter((peer) => !idle.includes(peer) && isWide(peer, uses));
  return [
    ...idle.map((peer) => unused(facts, rule, peer)),
    ...wide.map((peer) => widePeer(facts, rule, peer, uses)),
    ...widePorts(rule, uses),
  ];
}

function isFor(peer: string, { peer: { groups, ranges } }: Use): boolean {
  return groups.includes(peer) || ranges.some((range) => containsRange(peer, range));
}

/** A range is narrow enough when it is one of the peer's own subnets, or when the peer is the internet. */
function isWide(peer: string, uses: readonly Use[]): boolean {
  if (!peer.includes("/")) return false;
  return uses
    .filter((use) => isFor(peer, use))
    .every(({ peer: { groups, ranges } }) => {
      const isInternet = groups.length === 0;
      const isSubnet = peer !== "0.0.0.0/0" && ranges.includes(peer);
      return !isInternet && !isSubnet;
    });
}

function unused({ plan }: NetworkFacts, rule: SecurityRule, peer: string): Finding {
  const groups = [rule.group, peer].filter((id) => id.startsWith("sg-"));
  const empty = groups.find((id) => membersOf(plan, id).size === 0);
  const because = empty
    ? `nothing is in the group ${groupName(plan, empty)}`
    : "no function needs that path";
  return {
    ...about(rule),
    message: `It allows ${portsText(rule)} ${rule.direction === "in" ? "in from" : "out to"} ${groupName(plan, peer)}, and ${because}.`,
    fix: `Remove the rule from ${rule.construct}.`,
  };
}

function widePeer(
  facts: NetworkFacts,
  rule: SecurityRule,
  peer: string,
  uses: readonly Use[],
): Finding {
  const served = uses.filter((use) => isFor(peer, use));
  const ends = [
    ...new Set(
      served.flatMap((use) =>
        Object.entries(peerText(facts, use.peer)).map(([key, value]) => `${key}: ${value}`),
      ),
    ),
  ];
  const callers = [...new Set(served.map(({ caller }) => caller))].join(", ");
  return {
    ...about(rule),
    message: `It allows ${portsText(rule)} ${rule.direction === "in" ? "in from" : "out to"} ${peer}, which is wider than what ${callers} ${served.length === 1 ? "needs" : "need"}.`,
    fix: `In ${rule.construct}, instead of ${peer}: ${ends.join("; ")}`,
  };
}

function widePorts(rule: SecurityRule, uses: readonly Use[]): readonly Finding[] {
  const ports = [...new Set(uses.map(({ port }) => port))].toSorted((a, b) => a - b);
  if (ports.length === 0 || rule.toPort - rule.fromPort < ports.length) return [];
  return [
    {
      ...about(rule),
      message: `It lets ${portsText(rule)} pass, and only ${ports.join(", ")} ${ports.length === 1 ? "is" : "are"} used.`,
      fix: ports
        .map(
          (port) => `In ${rule.construct}: ipProtocol: "tcp", fromPort: ${port}, toPort: ${port}`,
        )
        .join("\n"),
    },
  ];
}

function about({ construct }: SecurityRule) {
  return { rule: "network/wide-rule", severity: "error", resource: construct } as const;
}

/** TCP has ports, ICMP has none. */
function portsText({ protocol, fromPort, toPort }: SecurityRule): string {
  if (protocol === "all") return "every protocol";
  if (protocol !== "tcp" && protocol !== "udp") return protocol;
  const ports = fromPort === toPort ? `port ${fromPort}` : `ports ${fromPort} to ${toPort}`;
  return protocol === "tcp" ? ports : `${protocol} ${ports}`;
}

function groupName(plan: NetworkFacts["plan"], id: string): string {
  return id.startsWith("sg-") ? nameOf(plan, id) : id || "IPv6 addresses";
}
