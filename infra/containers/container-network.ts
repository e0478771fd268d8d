import { availabilityZones } from "../../packages/contracts/src/system.ts";
import { allow, databaseGroup, endpointsGroup, securityGroup, vpc } from "../network.ts";

/**
 * The public part of the network, which only a stage with containers has. Tasks have public addresses, because they reach what no VPC
 * endpoint leads to: the image's registry, the log group, X-Ray and the token issuer. A NAT gateway would cost more than the
 * addresses; four endpoints would cost more still, and lead to no issuer (docs/adr/0035-containers.md).
 */
const gateway = new aws.ec2.InternetGateway("InternetGateway", { vpcId: vpc.id });

const routes = new aws.ec2.RouteTable("PublicRoutes", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
});

export const publicSubnets = availabilityZones.map((availabilityZone, index) => {
  const subnet = new aws.ec2.Subnet(`PublicSubnet${index + 1}`, {
    vpcId: vpc.id,
    availabilityZone,
    cidrBlock: `10.0.${128 + index * 16}.0/20`,
    mapPublicIpOnLaunch: false,
  });
  new aws.ec2.RouteTableAssociation(`PublicSubnet${index + 1}Routes`, {
    subnetId: subnet.id,
    routeTableId: routes.id,
  });
  return subnet;
});

/** Of every task. It lets nothing in but what the load balancer sends. */
export const containersGroup = securityGroup("ContainersGroup", "Tasks that run as containers");
export const loadBalancerGroup = securityGroup("LoadBalancerGroup", "The load balancer of the API");

allow("ContainersToDatabase", { from: containersGroup, to: databaseGroup, port: 5432 });
allow("ContainersToEndpoints", { from: containersGroup, to: endpointsGroup, port: 443 });

new aws.vpc.SecurityGroupEgressRule("ContainersToOutsideEgress", {
  securityGroupId: containersGroup.id,
  cidrIpv4: "0.0.0.0/0",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
});
