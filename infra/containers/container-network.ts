import {
  allow,
  allowOutside,
  databaseGroup,
  endpointsGroup,
  securityGroup,
} from "../network/network.ts";

/**
 * The security groups of containers. Tasks are in the public subnets and have public addresses, because they reach what no VPC
 * endpoint leads to: the image's registry, the log group, X-Ray and the token issuer. A NAT gateway would cost more than the
 * addresses; four endpoints would cost more still, and lead to no issuer (docs/adr/0035-containers.md).
 */

/** Of every task. It lets nothing in but what the load balancer sends. */
export const containersGroup = securityGroup("ContainersGroup", "Tasks that run as containers");
export const loadBalancerGroup = securityGroup("LoadBalancerGroup", "The load balancer of the API");

allow("ContainersToDatabase", { from: containersGroup, to: databaseGroup, port: 5432 });
allowOutside("ContainersToOutside", containersGroup);
if (endpointsGroup) {
  allow("ContainersToEndpoints", { from: containersGroup, to: endpointsGroup, port: 443 });
}
