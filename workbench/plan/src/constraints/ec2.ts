import {
  all,
  ec2Id,
  free,
  has,
  hasNone,
  integer,
  is,
  its,
  like,
  oneOf,
  type ServiceConstraints,
  type TypeConstraints,
  tags,
  when,
} from "./constraint.ts";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";

const byte = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const block = (sizes: string, says: string) => like(`(?:${byte}\\.){3}${byte}/(?:${sizes})`, says);
const anyBlock = block("3[0-2]|[12]?\\d", "addresses and the bits of their network: 10.0.0.0/16");

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const networkBlock = block("1[6-9]|2[0-8]", "addresses of a network of 16 to 28 bits: 10.0.0.0/16");

const groupText = like(
  "[a-zA-Z0-9. _:/()#,@\\[\\]+=&;{}!$*-]{0,255}",
  "at most 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
);

/** What a rule lets in from, or out to. */
const otherSides = ["referencedSecurityGroupId", "prefixListId", "cidrIpv4", "cidrIpv6"];

const rule = {
  properties: {
    securityGroupId: ec2Id("sg"),
    referencedSecurityGroupId: like("(?:\\d{12}/)?sg-[0-9a-z]+", "an id that begins with sg-"),
    prefixListId: ec2Id("pl"),
    cidrIpv4: anyBlock,
    cidrIpv6: free,
    description: groupText,
    ipProtocol: like(
      "-1|tcp|udp|icmp|icmpv6|25[0-5]|2[0-4]\\d|1?\\d?\\d",
      "a protocol's name or number, -1 for all",
    ),
    fromPort: integer(-1, 65_535),
    toPort: integer(-1, 65_535),
    tags,
  },
  required: ["securityGroupId", "ipProtocol"],
  together: [
    {
      ...when(is("ipProtocol", "tcp", "udp", "icmp", "icmpv6"), has("fromPort", "toPort")),
      says: "a rule for tcp, udp or icmp needs fromPort and toPort",
    },
    {
      anyOf: otherSides.map((side) =>
        all(has(side), hasNone(...otherSides.filter((other) => other !== side))),
      ),
      says: "a rule names one other side: a security group, a prefix list or a block of addresses",
    },
  ],
} satisfies Omit<TypeConstraints, "page">;

export const ec2Constraints: ServiceConstraints = {
  "aws:ec2/vpc:Vpc": {
    page: `${api}/API_CreateVpc.html`,
    properties: {
      cidrBlock: networkBlock,
      instanceTenancy: oneOf("default", "dedicated"),
      tags,
    },
    together: [
      {
        ...when(is("enableDnsHostnames", true), { not: is("enableDnsSupport", false) }),
        says: "DNS host names need DNS support",
        page: "https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html",
      },
    ],
  },
  "aws:ec2/subnet:Subnet": {
    page: `${api}/API_CreateSubnet.html`,
    required: ["vpcId"],
    properties: {
      vpcId: ec2Id("vpc"),
      cidrBlock: networkBlock,
      availabilityZone: like("[a-z]{2}(?:-[a-z]+)+-\\d[a-z]", "a zone's name: us-east-1a"),
      availabilityZoneId: free,
      tags,
    },
  },
  "aws:ec2/routeTable:RouteTable": {
    page: `${api}/API_CreateRouteTable.html`,
    required: ["vpcId"],
    properties: { vpcId: ec2Id("vpc"), routes: free, tags },
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    page: `${api}/API_AssociateRouteTable.html`,
    required: ["routeTableId"],
    properties: { routeTableId: ec2Id("rtb"), subnetId: ec2Id("subnet"), gatewayId: free },
    together: [
      {
        anyOf: [
          all(has("subnetId"), hasNone("gatewayId")),
          all(has("gatewayId"), hasNone("subnetId")),
        ],
        says: "a route table is for a subnet or a gateway, and for one of them",
      },
    ],
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    page: `${api}/API_AuthorizeSecurityGroupIngress.html`,
    properties: { vpcId: ec2Id("vpc"), ingress: free, egress: free, tags },
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    page: `${api}/API_CreateSecurityGroup.html`,
    properties: {
      vpcId: ec2Id("vpc"),
      name: {
        type: "string",
        pattern: "^(?!sg-)[a-zA-Z0-9. _:/()#,@\\[\\]+=&;{}!$*-]{1,255}$",
        says: "1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, not beginning with sg-",
      },
      namePrefix: groupText,
      description: groupText,
      ingress: free,
      egress: free,
      tags,
    },
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    page: `${api}/API_CreateVpcEndpoint.html`,
    required: ["vpcId"],
    properties: {
      vpcId: ec2Id("vpc"),
      serviceName: like(
        "(?:cn\\.)?com\\.amazonaws\\.\\S+|aws\\.\\S+",
        "a service's name: com.amazonaws.us-east-1.s3",
      ),
      vpcEndpointType: oneOf(
        "Interface",
        "Gateway",
        "GatewayLoadBalancer",
        "Resource",
        "ServiceNetwork",
      ),
      ipAddressType: oneOf("ipv4", "dualstack", "ipv6"),
      policy: {
        policyCharacters: 20_480,
        page: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
      },
      subnetIds: { type: "array", items: ec2Id("subnet") },
      securityGroupIds: { type: "array", items: ec2Id("sg") },
      routeTableIds: { type: "array", items: ec2Id("rtb") },
      tags,
    },
    together: [
      {
        ...when(is("vpcEndpointType", "Interface"), hasNone("routeTableIds")),
        says: "an interface endpoint has no route tables",
      },
      {
        // It is of the type Gateway where nothing is said.
        ...when(
          its("vpcEndpointType", { const: "Gateway" }),
          hasNone("subnetIds", "securityGroupIds"),
        ),
        says: "a gateway endpoint has no subnets and no security groups",
      },
    ],
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    page: `${api}/API_AuthorizeSecurityGroupIngress.html`,
    ...rule,
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    page: `${api}/API_AuthorizeSecurityGroupEgress.html`,
    ...rule,
  },
};
