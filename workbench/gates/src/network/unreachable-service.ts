import { type Caller, serviceOf } from "@stagecraft/plan/network/callers";
import { anywhere } from "@stagecraft/plan/network/security-rules";
import type { Finding } from "../finding.ts";
import { endpointText } from "./endpoint-text.ts";
import { missingRulesText } from "./missing-rules-text.ts";
import type { NetworkFacts } from "./network-facts.ts";

const httpsPort = 443;

/** Functions whose role allows calls of a service without a network path to it. */
export function unreachableService(facts: NetworkFacts): readonly Finding[] {
  return facts.callers.flatMap((caller) =>
    caller.services.flatMap((service): readonly Finding[] => {
      const path = facts.network.toService(caller.definition, service);
      if (path.open) return [];
      const actions = caller.calls
        .filter((call) => serviceOf(call).includes(service))
        .map(({ action }) => action);
      return [
        {
          rule: "network/unreachable-service",
          severity: "error",
          resource: caller.definition.logicalName,
          message: `Its role lets it call ${[...new Set(actions)].join(", ")}, and the call would hang: ${path.because}.`,
          fix: fixOf(facts, caller, service),
        },
      ];
    }),
  );
}

function fixOf(facts: NetworkFacts, { definition }: Caller, service: string): string {
  const place = definition.vpc;
  if (!place) return "";
  const from = facts.ends.ofFunction(place);
  const endpoint = facts.network.endpointTo(definition, service);
  if (endpoint) {
    const to = facts.ends.ofEndpoint(endpoint);
    return missingRulesText(facts, { from, to, port: httpsPort });
  }
  if (facts.subnets.haveNat(place.subnetIds)) {
    return missingRulesText(facts, { from, to: anywhere, port: httpsPort });
  }
  return endpointText(facts, place, service);
}
