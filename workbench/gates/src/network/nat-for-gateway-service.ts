import { gatewayServices } from "@stagecraft/plan/network/endpoint-name";
import type { Finding } from "../finding.ts";
import { endpointText } from "./endpoint-text.ts";
import type { NetworkFacts } from "./network-facts.ts";

/** Calls of S3 and DynamoDB through a NAT, which costs money for each byte; a gateway endpoint is free. */
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
        message: `It reaches ${service} through a NAT, which costs money for each byte; a gateway endpoint is free.`,
        fix: endpointText(facts, vpc, service),
      }));
  });
}
