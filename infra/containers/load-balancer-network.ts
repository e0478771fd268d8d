import { allow } from "../network/network.ts";
import { containersGroup, loadBalancerGroup } from "./container-network.ts";

/** The port on which a container of an HTTP API listens. */
export const containerPort = 8080;

allow("LoadBalancerToContainers", {
  from: loadBalancerGroup,
  to: containersGroup,
  port: containerPort,
});

new aws.vpc.SecurityGroupIngressRule("OutsideToLoadBalancerIngress", {
  securityGroupId: loadBalancerGroup.id,
  cidrIpv4: "0.0.0.0/0",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
});
