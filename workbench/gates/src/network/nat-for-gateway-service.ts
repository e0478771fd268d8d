import { gatewayServices } from "@stagecraft/plan/network/endpoint-name";
import type { Finding } from "../finding.ts";
import { endpointText } from "./endpoint-text.ts";
import type { NetworkFacts } from "./network-facts.ts";

/** S3 and DynamoDB reached through a NAT, which takes money for each byte, where a gateway endpoint takes none. */
export function natForGatewayService(facts: NetworkFacts): readonly Finding[] {
  return facts.callers.flatMap(({ definition, services }) => {
    const { vpc, logicalName } = definition;
    if (!vpc) return [];
    return services
      .filter((service) => gatewayServices.has(service))
      .filter((service) => facts.network.toService(definition, service).open)
      .filter((service) => !facts.network.endpointTo(definition, service))
      .map((service) => ({
        rule: "network/nat-for-gateway-service",
        severity: "error" as const,
        resource: logicalName,
        message: `It reaches ${service} through a NAT, which is paid by the byte; a gateway endpoint costs nothing.`,
        fix: endpointText(facts, vpc, service),
      }));
  });
}
