import {
  all,
  ec2Id,
  enumOf,
  has,
  hasNone,
  integer,
  is,
  matching,
  property,
  type ServiceConstraints,
  type TypeConstraints,
  tags,
  text,
  unconstrained,
  when,
} from "./constraint.ts";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";

const byte = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const block = (sizes: string, description: string) =>
  matching(`(?:${byte}\\.){3}${byte}/(?:${sizes})`, description);
const anyBlock = block("3[0-2]|[12]?\\d", "an address range: 10.0.0.0/16");

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const networkBlock = block(
  "1[6-9]|2[0-8]",
  "an address range with a prefix of 16 to 28 bits: 10.0.0.0/16",
);

const groupText = matching(
  "[a-zA-Z0-9. _:/()#,@\\[\\]+=&;{}!$*-]{0,255}",
  "at most 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
);

/** The properties that name the peer of a rule. */
const peers = ["referencedSecurityGroupId", "prefixListId", "cidrIpv4", "cidrIpv6"];

const rule = {
  properties: {
    securityGroupId: ec2Id("sg"),
    referencedSecurityGroupId: matching("(?:\\d{12}/)?sg-[0-9a-z]+", "an id that begins with sg-"),
    prefixListId: ec2Id("pl"),
    cidrIpv4: anyBlock,
    cidrIpv6: unconstrained,
    description: groupText,
    ipProtocol: matching(
      "-1|tcp|udp|icmp|icmpv6|25[0-5]|2[0-4]\\d|1?\\d?\\d",
      "a protocol's name or number, -1 for all",
    ),
    fromPort: integer(-1, 65_535),
    toPort: integer(-1, 65_535),
    tags,
  },
  required: ["securityGroupId", "ipProtocol"],
  rules: [
    {
      ...when(is("ipProtocol", "tcp", "udp", "icmp", "icmpv6"), has("fromPort", "toPort")),
      description: "a rule for tcp, udp or icmp needs fromPort and toPort",
    },
    {
      anyOf: peers.map((side) =>
        all(has(side), hasNone(...peers.filter((other) => other !== side))),
      ),
      description: "a rule names one peer: a security group, a prefix list or an address range",
    },
  ],
} satisfies Omit<TypeConstraints, "page">;

export const ec2Constraints: ServiceConstraints = {
  "aws:ec2/vpc:Vpc": {
    page: `${api}/API_CreateVpc.html`,
    properties: {
      cidrBlock: networkBlock,
      instanceTenancy: enumOf("default", "dedicated"),
      tags,
    },
    rules: [
      {
        ...when(is("enableDnsHostnames", true), { not: is("enableDnsSupport", false) }),
        description: "DNS host names need DNS support",
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
      availabilityZone: matching("[a-z]{2}(?:-[a-z]+)+-\\d[a-z]", "a zone's name: us-east-1a"),
      availabilityZoneId: unconstrained,
      tags,
    },
  },
  "aws:ec2/routeTable:RouteTable": {
    page: `${api}/API_CreateRouteTable.html`,
    required: ["vpcId"],
    properties: { vpcId: ec2Id("vpc"), routes: unconstrained, tags },
  },
  "aws:ec2/route:Route": {
    page: `${api}/API_CreateRoute.html`,
    required: ["routeTableId"],
    properties: {
      routeTableId: ec2Id("rtb"),
      destinationCidrBlock: anyBlock,
      destinationPrefixListId: ec2Id("pl"),
      natGatewayId: ec2Id("nat"),
      networkInterfaceId: ec2Id("eni"),
      gatewayId: unconstrained,
    },
  },
  "aws:ec2/eip:Eip": {
    page: `${api}/API_AllocateAddress.html`,
    properties: { domain: enumOf("vpc", "standard"), instance: ec2Id("i"), tags },
  },
  "aws:ec2/natGateway:NatGateway": {
    page: `${api}/API_CreateNatGateway.html`,
    properties: {
      subnetId: ec2Id("subnet"),
      allocationId: ec2Id("eipalloc"),
      connectivityType: enumOf("public", "private"),
      tags,
    },
  },
  "aws:ec2/instance:Instance": {
    page: `${api}/API_RunInstances.html`,
    properties: {
      ami: ec2Id("ami"),
      instanceType: matching("[a-z0-9-]+\\.[a-z0-9-]+", "an instance type: t4g.nano"),
      subnetId: ec2Id("subnet"),
      vpcSecurityGroupIds: { type: "array", items: ec2Id("sg") },
      userData: text(0, 16_384),
      creditSpecification: { properties: { cpuCredits: enumOf("standard", "unlimited") } },
      metadataOptions: { properties: { httpTokens: enumOf("optional", "required") } },
      rootBlockDevice: {
        properties: {
          volumeType: enumOf("gp2", "gp3", "io1", "io2", "sc1", "st1", "standard"),
          volumeSize: integer(1, 65_536),
        },
        page: `${api}/API_EbsBlockDevice.html`,
      },
      tags,
    },
  },
  "aws:ec2/internetGateway:InternetGateway": {
    page: `${api}/API_CreateInternetGateway.html`,
    properties: { vpcId: ec2Id("vpc"), tags },
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    page: `${api}/API_AssociateRouteTable.html`,
    required: ["routeTableId"],
    properties: { routeTableId: ec2Id("rtb"), subnetId: ec2Id("subnet"), gatewayId: unconstrained },
    rules: [
      {
        anyOf: [
          all(has("subnetId"), hasNone("gatewayId")),
          all(has("gatewayId"), hasNone("subnetId")),
        ],
        description: "a route table is for a subnet or a gateway, and for one of them",
      },
    ],
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    page: `${api}/API_AuthorizeSecurityGroupIngress.html`,
    properties: { vpcId: ec2Id("vpc"), ingress: unconstrained, egress: unconstrained, tags },
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    page: `${api}/API_CreateSecurityGroup.html`,
    properties: {
      vpcId: ec2Id("vpc"),
      name: {
        type: "string",
        pattern: "^(?!sg-)[a-zA-Z0-9. _:/()#,@\\[\\]+=&;{}!$*-]{1,255}$",
        description:
          "1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, not beginning with sg-",
      },
      namePrefix: groupText,
      description: groupText,
      ingress: unconstrained,
      egress: unconstrained,
      tags,
    },
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    page: `${api}/API_CreateVpcEndpoint.html`,
    required: ["vpcId"],
    properties: {
      vpcId: ec2Id("vpc"),
      serviceName: matching(
        "(?:cn\\.)?com\\.amazonaws\\.\\S+|aws\\.\\S+",
        "a service's name: com.amazonaws.us-east-1.s3",
      ),
      vpcEndpointType: enumOf(
        "Interface",
        "Gateway",
        "GatewayLoadBalancer",
        "Resource",
        "ServiceNetwork",
      ),
      ipAddressType: enumOf("ipv4", "dualstack", "ipv6"),
      policy: {
        policyCharacters: 20_480,
        page: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
      },
      subnetIds: { type: "array", items: ec2Id("subnet") },
      securityGroupIds: { type: "array", items: ec2Id("sg") },
      routeTableIds: { type: "array", items: ec2Id("rtb") },
      tags,
    },
    rules: [
      {
        ...when(is("vpcEndpointType", "Interface"), hasNone("routeTableIds")),
        description: "an interface endpoint has no route tables",
      },
      {
        // The default type is Gateway.
        ...when(
          property("vpcEndpointType", { const: "Gateway" }),
          hasNone("subnetIds", "securityGroupIds"),
        ),
        description: "a gateway endpoint has no subnets and no security groups",
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
