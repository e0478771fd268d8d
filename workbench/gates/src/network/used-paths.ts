import type { Caller } from "@stagecraft/plan/network/callers";
import { anywhere, type NetworkEnd } from "@stagecraft/plan/network/security-rules";
import type { NetworkFacts } from "./network-facts.ts";

/** A connection that a function needs. */
export type UsedPath = {
  readonly caller: string;
  readonly from: NetworkEnd;
  readonly to: NetworkEnd;
  readonly port: number;
};

const httpsPort = 443;

/** Every connection that functions in a VPC need, by its network path. */
export function usedPaths(facts: NetworkFacts): readonly UsedPath[] {
  return facts.callers.flatMap((caller) => pathsOf(facts, caller));
}

function pathsOf(facts: NetworkFacts, caller: Caller): readonly UsedPath[] {
  const { vpc, logicalName } = caller.definition;
  if (!vpc) return [];
  const from = facts.ends.ofFunction(vpc);
  const toEndpoints = caller.services.flatMap((service) => {
    const endpoint = facts.network.endpointTo(caller.definition, service);
    return endpoint ? [facts.ends.ofEndpoint(endpoint)] : [];
  });
  const outside = needsNat(facts, caller) ? [anywhere] : [];
  return [
    ...caller.databases.map((database) => ({
      caller: logicalName,
      from,
      to: facts.ends.ofDatabase(database),
      port: database.port,
    })),
    ...[...toEndpoints, ...outside].map((to) => ({
      caller: logicalName,
      from,
      to,
      port: httpsPort,
    })),
  ];
}

/** Whether a function needs something that it reaches through a NAT. */
export function needsNat(facts: NetworkFacts, { definition, services, outside }: Caller): boolean {
  if (!definition.vpc || !facts.subnets.haveNat(definition.vpc.subnetIds)) return false;
  return outside.length > 0 || services.some((name) => !facts.network.endpointTo(definition, name));
}
