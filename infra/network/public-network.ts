import { availabilityZones } from "../../packages/contracts/src/system.ts";
import { vpc } from "./network.ts";

/** The public part of the network: a subnet in each zone. Only a stage with containers or with NAT has it. */
export const internetGateway = new aws.ec2.InternetGateway("InternetGateway", { vpcId: vpc.id });

const routes = new aws.ec2.RouteTable("PublicRoutes", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: internetGateway.id }],
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
