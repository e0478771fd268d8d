import { objectOf, textsOf } from "@stagecraft/plan/resources";
import { hoursInMonth } from "../model/hours-in-month.ts";
import { free, type ResourceRule } from "./resource-rule.ts";

/** The size of a disk that an instance gets from the image of Amazon Linux, in GB. */
const imageDiskGb = 8;

/** @see https://aws.amazon.com/vpc/pricing/ */
export const networkRules: readonly ResourceRule[] = [
  {
    // Its public address is a resource of its own.
    types: /^aws:ec2\/natGateway:/,
    standing: () => [{ unit: "nat-gateway-hours", amount: hoursInMonth }],
  },
  {
    types: /^aws:ec2\/eip:/,
    standing: () => [{ unit: "public-ipv4-hours", amount: hoursInMonth }],
  },
  {
    // A gateway endpoint is free; an interface endpoint has an address in each of its subnets, one a zone.
    types: /^aws:ec2\/vpcEndpoint:/,
    standing(resource) {
      if (resource.inputs.vpcEndpointType !== "Interface") return [];
      const zones = textsOf(resource, "subnetIds").length;
      return [{ unit: "interface-endpoint-hours", amount: zones * hoursInMonth }];
    },
  },
  {
    // The type that a NAT instance has. Its disk and its address cost beside it: https://aws.amazon.com/ec2/pricing/on-demand/
    types: /^aws:ec2\/instance:/,
    hasPrice: ({ inputs }) => inputs.instanceType === "t4g.nano",
    standing(resource) {
      const { volumeSize = imageDiskGb } = objectOf(resource, "rootBlockDevice");
      return [
        { unit: "t4g-nano-hours", amount: hoursInMonth },
        { unit: "ebs-gp3-gb-months", amount: Number(volumeSize) },
        ...(resource.inputs.associatePublicIpAddress === true
          ? [{ unit: "public-ipv4-hours", amount: hoursInMonth } as const]
          : []),
      ];
    },
  },
  free(
    /^aws:ec2\/(defaultNetworkAcl|defaultRouteTable|defaultSecurityGroup|eipAssociation|internetGateway|mainRouteTableAssociation|networkAcl|route|routeTable|routeTableAssociation|securityGroup|securityGroupRule|subnet|vpc|vpcDhcpOptions):/,
  ),
  free(/^aws:vpc\/securityGroup(Egress|Ingress)Rule:/),
];
