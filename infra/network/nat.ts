import { stage } from "../stages.ts";
import { natInstance } from "./nat-instance.ts";
import { allowOutside, functionsGroup, privateRoutes } from "./network.ts";
import { internetGateway, publicSubnets } from "./public-network.ts";

/** A NAT in each zone, through which functions reach every AWS service and every host (docs/adr/0004-private-network.md). */
for (const [index, routes] of privateRoutes.entries()) {
  const subnet = publicSubnets[index];
  if (!subnet) continue;
  new aws.ec2.Route(`PrivateRoutes${index + 1}ToNat`, {
    routeTableId: routes.id,
    destinationCidrBlock: "0.0.0.0/0",
    ...(stage.network.egress === "nat-instance"
      ? { networkInterfaceId: natInstance(`NatInstance${index + 1}`, subnet) }
      : { natGatewayId: natGateway(index + 1, subnet) }),
  });
}

allowOutside("FunctionsToOutside", functionsGroup);

function natGateway(zone: number, subnet: aws.ec2.Subnet) {
  const address = new aws.ec2.Eip(`NatAddress${zone}`, { domain: "vpc" });
  const gateway = new aws.ec2.NatGateway(
    `NatGateway${zone}`,
    { subnetId: subnet.id, allocationId: address.id },
    // AWS refuses a public NAT gateway in a network without it.
    { dependsOn: [internetGateway] },
  );
  return gateway.id;
}
