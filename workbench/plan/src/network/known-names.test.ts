import { expect, test } from "vitest";
import { functionNamed, planOf } from "../../testing/plan-of.ts";
import type { Resource } from "../plan.ts";
import { knownNamesOf } from "./known-names.ts";
import { createNetwork } from "./network.ts";

type Part = readonly [string, string, Resource["inputs"], Resource["outputs"]?];

const subnet = (id: string, cidrBlock: string): Part => [
  "aws:ec2/subnet:Subnet",
  id,
  { vpcId: "vpc-1", cidrBlock },
  { id },
];
const endpoint = (service: string, inputs: Resource["inputs"]): Part => [
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  service,
  { vpcId: "vpc-1", serviceName: `com.amazonaws.eu-west-1.${service}`, ...inputs },
  { id: `vpce-${service}` },
];
const interfaceTo = (service: string, privateDnsEnabled = true) =>
  endpoint(service, {
    vpcEndpointType: "Interface",
    privateDnsEnabled,
    subnetIds: ["subnet-1", "subnet-2"],
    securityGroupIds: ["sg-1"],
  });
const host = "ledger.cluster-abc.eu-west-1.rds.amazonaws.com";
const database = (publiclyAccessible: boolean): readonly Part[] => [
  [
    "aws:rds/cluster:Cluster",
    "Ledger",
    {
      engine: "aurora-postgresql",
      engineVersion: "17.5",
      databaseName: "ledger",
      clusterIdentifier: "ledger",
      masterUsername: "owner",
      masterPassword: "none",
      dbSubnetGroupName: "group",
      vpcSecurityGroupIds: ["sg-1"],
      port: 5432,
    },
    { id: "ledger", clusterResourceId: "cluster-1", endpoint: host },
  ],
  ["aws:rds/subnetGroup:SubnetGroup", "Group", { name: "group", subnetIds: ["subnet-2"] }],
  [
    "aws:rds/clusterInstance:ClusterInstance",
    "LedgerInstance",
    { clusterIdentifier: "ledger", publiclyAccessible },
  ],
];
const own = { securityGroupId: "sg-1", referencedSecurityGroupId: "sg-1" };
const ports = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
const https: readonly Part[] = [
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "In", { ...own, ...ports }],
  ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "Out", { ...own, ...ports }],
];

const inside = functionNamed("Inside", {
  vpc: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
});
const outside = functionNamed("Outside");

function names(from: typeof inside, ...parts: readonly Part[]) {
  const places = [subnet("subnet-1", "10.0.0.0/20"), subnet("subnet-2", "10.0.16.0/20")];
  const plan = planOf(...places, ...parts);
  return knownNamesOf(plan, from, createNetwork(plan));
}

// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
test("a service's name resolves to its interface endpoint, in each of its subnets", () => {
  expect(names(inside, interfaceTo("sqs"), ...https)).toEqual([
    {
      name: "sqs.eu-west-1.amazonaws.com",
      addresses: ["10.0.0.4", "10.0.16.4"],
      isReachable: true,
    },
  ]);
});

test("the name resolves to an endpoint also when no security group rule leads to it", () => {
  expect(names(inside, interfaceTo("sqs"))).toMatchObject([
    { addresses: ["10.0.0.4", "10.0.16.4"], isReachable: false },
  ]);
});

test("an endpoint has every name of its service, and its own addresses", () => {
  expect(
    names(inside, interfaceTo("sqs"), interfaceTo("kinesis-streams"), ...https).map(
      ({ name, addresses }) => `${name} ${addresses[0]}`,
    ),
  ).toEqual([
    "sqs.eu-west-1.amazonaws.com 10.0.0.4",
    "kinesis.eu-west-1.amazonaws.com 10.0.0.5",
    "data-kinesis.eu-west-1.amazonaws.com 10.0.0.5",
    "control-kinesis.eu-west-1.amazonaws.com 10.0.0.5",
  ]);
});

test("without private DNS, and from outside the VPC, the name has its public addresses", () => {
  expect(names(inside, interfaceTo("sqs", false), ...https)).toEqual([]);
  expect(names(outside, interfaceTo("sqs"), ...https)).toEqual([]);
});

// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
test("with a gateway endpoint the name keeps its public addresses, and they are reachable", () => {
  const parts: readonly Part[] = [
    [
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      "Association",
      { subnetId: "subnet-1", routeTableId: "rtb-1" },
    ],
    endpoint("s3", { vpcEndpointType: "Gateway", routeTableIds: ["rtb-1"] }),
    [
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "Out",
      { ...ports, securityGroupId: "sg-1", cidrIpv4: "0.0.0.0/0" },
    ],
  ];
  expect(names(inside, ...parts)).toEqual([
    { name: "s3.eu-west-1.amazonaws.com", addresses: [], isReachable: true },
  ]);
});

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, PubliclyAccessible
test.each([
  ["from its VPC", inside, false, ["10.0.16.4"]],
  ["from outside", outside, false, ["10.0.16.4"]],
  ["from its VPC, when it is public", inside, true, ["10.0.16.4"]],
  ["from outside, when it is public", outside, true, []],
])("a database %s has the addresses %j", (_where, from, isPublic, addresses) => {
  expect(names(from, ...database(isPublic))).toEqual([
    { name: host, addresses, isReachable: false },
  ]);
});
