import { describe, expect, test } from "vitest";
import { functionNamed, planOf } from "../../testing/plan-of.ts";
import type { Resource } from "../plan.ts";
import type { DatabaseDefinition } from "../resources/rds/database-definition.ts";
import { createNetwork } from "./network.ts";

type Part = readonly [string, string, Resource["inputs"], Resource["outputs"]?];

const subnet = (id: string, cidrBlock: string): Part => [
  "aws:ec2/subnet:Subnet",
  id,
  { vpcId: "vpc-1", cidrBlock },
  { id },
];
const associated: Part = [
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "Association",
  { subnetId: "subnet-1", routeTableId: "rtb-1" },
];
const routes = (...list: { [key: string]: string }[]): Part => [
  "aws:ec2/routeTable:RouteTable",
  "Routes",
  { vpcId: "vpc-1", routes: list },
  { id: "rtb-1" },
];
const rule = (direction: "in" | "out", group: string, peer: object, port = 443): Part => [
  direction === "in"
    ? "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
    : "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  `${direction} ${group}`,
  { ipProtocol: "tcp", fromPort: port, toPort: port, securityGroupId: group, ...peer },
];
const toGroup = (referencedSecurityGroupId: string) => ({ referencedSecurityGroupId });
const toEveryone = { cidrIpv4: "0.0.0.0/0" };
const endpoint = (service: string, inputs: Resource["inputs"]): Part => [
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "Endpoint",
  { vpcId: "vpc-1", serviceName: `com.amazonaws.eu-west-1.${service}`, ...inputs },
  { id: "vpce-1" },
];
const interfaceEndpoint = endpoint("sqs", {
  vpcEndpointType: "Interface",
  privateDnsEnabled: true,
  subnetIds: ["subnet-1"],
  securityGroupIds: ["sg-endpoint"],
});
const gatewayEndpoint = endpoint("s3", { routeTableIds: ["rtb-1"] });

const inVpc = functionNamed("Inside", {
  vpc: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-function"] },
});
const outside = functionNamed("Outside");
const network = (...parts: Part[]) =>
  createNetwork(planOf(subnet("subnet-1", "10.0.1.0/24"), associated, ...parts));

describe("to a service", () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
  test("a function outside any VPC reaches all of them, over the internet", () => {
    expect(network(interfaceEndpoint).toService(outside, "sqs")).toEqual({
      open: true,
      sourceIp: "203.0.113.10",
    });
  });

  test("a function in a private subnet reaches none", () => {
    expect(network(routes()).toService(inVpc, "sqs")).toEqual({
      open: false,
      because: "Inside is in a private subnet without a NAT or an endpoint for sqs",
    });
  });

  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
  test.each([
    ["a gateway", { cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }],
    ["an instance", { cidrBlock: "0.0.0.0/0", networkInterfaceId: "eni-1" }],
  ])("it reaches the internet through a NAT that is %s", (_what, route) => {
    const open = network(routes(route), rule("out", "sg-function", toEveryone));
    expect(open.toService(inVpc, "sqs")).toEqual({ open: true, sourceIp: "203.0.113.10" });
  });

  test("a route that is a separate resource leads to a NAT too", () => {
    const route: Part = [
      "aws:ec2/route:Route",
      "Default",
      { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" },
    ];
    const open = network(route, rule("out", "sg-function", toEveryone));
    expect(open.toService(inVpc, "sqs").open).toBe(true);
  });

  // A function's network interface has no public address: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
  test("an internet gateway is not a path out for a function", () => {
    const igw = routes({ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" });
    const closed = network(igw, rule("out", "sg-function", toEveryone)).toService(inVpc, "sqs");
    expect(closed.open).toBe(false);
  });

  test("a NAT does not help a function whose security group has no egress rule", () => {
    const nat = routes({ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" });
    expect(network(nat).toService(inVpc, "sqs")).toEqual({
      open: false,
      because: "no security group of Inside lets port 443 out",
    });
  });

  // https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
  test("an interface endpoint receives the calls, and IAM gets the VPC and the endpoint", () => {
    const open = network(
      interfaceEndpoint,
      rule("out", "sg-function", toGroup("sg-endpoint")),
      rule("in", "sg-endpoint", toGroup("sg-function")),
    );
    expect(open.toService(inVpc, "sqs")).toEqual({
      open: true,
      vpcId: "vpc-1",
      vpcEndpointId: "vpce-1",
    });
    expect(open.toService(inVpc, "kinesis").open).toBe(false);
  });

  test("a rule may name an address range that contains the endpoint's subnet, instead of its group", () => {
    const open = network(
      interfaceEndpoint,
      rule("out", "sg-function", { cidrIpv4: "10.0.0.0/16" }),
      rule("in", "sg-endpoint", { cidrIpv4: "10.0.1.0/24" }),
    );
    expect(open.toService(inVpc, "sqs").open).toBe(true);
  });

  test.each([
    ["out of the function", rule("in", "sg-endpoint", toGroup("sg-function"))],
    ["into the endpoint", rule("out", "sg-function", toGroup("sg-endpoint"))],
  ])("an interface endpoint is not reachable without the rule that leads %s", (_what, other) => {
    expect(network(interfaceEndpoint, other).toService(inVpc, "sqs")).toEqual({
      open: false,
      because: "no security group rule leads to the sqs endpoint Endpoint on port 443",
    });
  });

  test("the service's name does not resolve to an interface endpoint without private DNS", () => {
    const nameless = endpoint("sqs", {
      vpcEndpointType: "Interface",
      securityGroupIds: ["sg-endpoint"],
    });
    expect(network(nameless).toService(inVpc, "sqs")).toEqual({
      open: false,
      because:
        "Inside is in a private subnet without a NAT or an endpoint for sqs; Endpoint is not on its path",
    });
  });

  // https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
  test("a gateway endpoint receives the calls from the subnets whose route table contains it", () => {
    const lettingOut = rule("out", "sg-function", toEveryone);
    expect(network(gatewayEndpoint, lettingOut).toService(inVpc, "s3")).toEqual({
      open: true,
      vpcId: "vpc-1",
      vpcEndpointId: "vpce-1",
    });
    const elsewhere = endpoint("s3", { routeTableIds: ["rtb-2"] });
    expect(network(elsewhere, lettingOut).toService(inVpc, "s3").open).toBe(false);
    const associatedLater: Part = [
      "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
      "Later",
      { vpcEndpointId: "vpce-1", routeTableId: "rtb-1" },
    ];
    expect(network(elsewhere, lettingOut, associatedLater).toService(inVpc, "s3").open).toBe(true);
  });

  test("a gateway endpoint is not reachable for a function whose security group has no egress rule", () => {
    expect(network(gatewayEndpoint).toService(inVpc, "s3")).toEqual({
      open: false,
      because: "no security group rule leads to the s3 endpoint Endpoint on port 443",
    });
  });
});

describe("to a database", () => {
  const database = {
    logicalName: "Ledger",
    clusterIdentifier: "ledger",
    port: 5432,
    securityGroupIds: ["sg-database"],
  } as unknown as DatabaseDefinition;
  const cluster: Part[] = [
    ["aws:rds/cluster:Cluster", "Cluster", { clusterIdentifier: "ledger", dbSubnetGroupName: "g" }],
    ["aws:rds/subnetGroup:SubnetGroup", "Group", { name: "g", subnetIds: ["subnet-2"] }],
    subnet("subnet-2", "10.0.2.0/24"),
  ];

  test("a function outside the VPC has no path", () => {
    expect(network(...cluster).toDatabase(outside, database)).toEqual({
      open: false,
      because: "Outside is outside the VPC, and Ledger is not public",
    });
  });

  test("the rules of both groups allow the connection", () => {
    const open = network(
      ...cluster,
      rule("out", "sg-function", toGroup("sg-database"), 5432),
      rule("in", "sg-database", toGroup("sg-function"), 5432),
    );
    expect(open.toDatabase(inVpc, database)).toEqual({ open: true, vpcId: "vpc-1" });
  });

  test("rules with the address ranges of its subnets allow it too", () => {
    const open = network(
      ...cluster,
      rule("out", "sg-function", { cidrIpv4: "10.0.2.0/24" }, 5432),
      rule("in", "sg-database", { cidrIpv4: "10.0.1.0/24" }, 5432),
    );
    expect(open.toDatabase(inVpc, database).open).toBe(true);
  });

  test("without a rule, or with one for another port, there is no path", () => {
    const because = "no security group rule leads from Inside to Ledger on port 5432";
    expect(network(...cluster).toDatabase(inVpc, database)).toEqual({ open: false, because });
    const otherPort = network(
      ...cluster,
      rule("out", "sg-function", toGroup("sg-database"), 3306),
      rule("in", "sg-database", toGroup("sg-function"), 3306),
    );
    expect(otherPort.toDatabase(inVpc, database)).toEqual({ open: false, because });
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
describe("to the internet", () => {
  const nat = routes({ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" });

  test("a function outside any VPC reaches it", () => {
    expect(network().toOutside(outside)).toEqual({ open: true, sourceIp: "203.0.113.10" });
  });

  test("a function in a VPC reaches it only through a NAT, with endpoints too", () => {
    const letOut = rule("out", "sg-function", toEveryone);
    expect(network(nat, letOut).toOutside(inVpc)).toEqual({
      open: true,
      sourceIp: "203.0.113.10",
      throughNat: true,
    });
    expect(network(routes(), interfaceEndpoint, gatewayEndpoint, letOut).toOutside(inVpc)).toEqual({
      open: false,
      because: "Inside is in a private subnet without a NAT",
    });
  });

  test("a NAT does not help a function whose security group has no egress rule", () => {
    expect(network(nat).toOutside(inVpc)).toEqual({
      open: false,
      because: "no security group of Inside lets port 443 out",
    });
  });
});
