import { availabilityZones, region } from "../packages/contracts/src/system.ts";
import { physicalName } from "./physical-name.ts";
import { stage } from "./stages.ts";

/**
 * A network without egress: two private subnets, no internet gateway, no NAT, as long as nothing runs as a container
 * (`infra/network/public-network.ts`). Its functions reach AWS services through VPC endpoints (docs/adr/0004-private-network.md). With another
 * `network.egress` in infra/stages.ts they reach them through a NAT in each zone (`infra/network/nat.ts`).
 */
export const vpc = new aws.ec2.Vpc("Network", {
  cidrBlock: "10.0.0.0/16",
  enableDnsSupport: true,
  enableDnsHostnames: true,
  tags: { Name: `${$app.name}-${$app.stage}` },
});

/** The default group allows nothing, so that every resource in the network needs a security group of its own. */
new aws.ec2.DefaultSecurityGroup("NetworkDefaultGroup", { vpcId: vpc.id, ingress: [], egress: [] });

const hasEndpoints = stage.network.egress === "endpoints";
const sharedRoutes = hasEndpoints ? privateRouteTable("PrivateRoutes") : undefined;

const zones = availabilityZones.map((availabilityZone, index) => {
  const routes = sharedRoutes ?? privateRouteTable(`PrivateRoutes${index + 1}`);
  const subnet = new aws.ec2.Subnet(`PrivateSubnet${index + 1}`, {
    vpcId: vpc.id,
    availabilityZone,
    cidrBlock: `10.0.${index * 16}.0/20`,
    mapPublicIpOnLaunch: false,
  });
  new aws.ec2.RouteTableAssociation(`PrivateSubnet${index + 1}Routes`, {
    subnetId: subnet.id,
    routeTableId: routes.id,
  });
  return { subnet, routes };
});

export const privateSubnets = zones.map(({ subnet }) => subnet);

/** One for all zones; with NAT one for each, so that no zone needs the NAT of another. */
export const privateRoutes = [...new Set(zones.map(({ routes }) => routes))];

export const functionsGroup = securityGroup("FunctionsGroup", "Functions that reach the database");
export const databaseGroup = securityGroup("DatabaseGroup", "The orders database");
/** Of the interface endpoints, if there are any. */
export const endpointsGroup = hasEndpoints
  ? securityGroup("EndpointsGroup", "Endpoints of AWS services")
  : undefined;

allow("FunctionsToDatabase", { from: functionsGroup, to: databaseGroup, port: 5432 });

/** In a container the pipeline polls its queue itself, through the endpoint. */
const polling = stage.containers.run.includes("order-pipeline")
  ? ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
  : [];

if (endpointsGroup) {
  allow("FunctionsToEndpoints", { from: functionsGroup, to: endpointsGroup, port: 443 });
  interfaceEndpoint("SqsEndpoint", "sqs", "sqs:SendMessage", ...polling);
  interfaceEndpoint("KinesisEndpoint", "kinesis-streams", "kinesis:PutRecords");
}

/** An endpoint for these actions of one service, usable by this account only. */
function interfaceEndpoint(name: string, service: string, ...actions: string[]) {
  return new aws.ec2.VpcEndpoint(name, {
    vpcId: vpc.id,
    vpcEndpointType: "Interface",
    serviceName: `com.amazonaws.${region}.${service}`,
    privateDnsEnabled: true,
    subnetIds: privateSubnets.map((subnet) => subnet.id),
    securityGroupIds: endpointsGroup ? [endpointsGroup.id] : [],
    policy: forThisAccount(...actions),
  });
}

/** S3 has a gateway endpoint, which costs nothing; security group rules name S3's addresses by its prefix list. */
const objects = new aws.ec2.VpcEndpoint("ObjectsEndpoint", {
  vpcId: vpc.id,
  vpcEndpointType: "Gateway",
  serviceName: `com.amazonaws.${region}.s3`,
  routeTableIds: privateRoutes.map(({ id }) => id),
  policy: forThisAccount("s3:GetObjectVersion", "s3:PutObject", "s3:AbortMultipartUpload"),
});

new aws.vpc.SecurityGroupEgressRule("FunctionsToObjectsEgress", {
  securityGroupId: functionsGroup.id,
  prefixListId: objects.prefixListId,
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
});

function privateRouteTable(name: string) {
  return new aws.ec2.RouteTable(name, { vpcId: vpc.id });
}

/** The policy of an endpoint: these actions, by principals of this account. */
function forThisAccount(...actions: string[]) {
  return aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions,
        resources: ["*"],
        principals: [{ type: "AWS", identifiers: ["*"] }],
        conditions: [
          {
            test: "StringEquals",
            variable: "aws:PrincipalAccount",
            values: [aws.getCallerIdentityOutput().accountId],
          },
        ],
      },
    ],
  }).json;
}

/** A security group without rules. */
export function securityGroup(name: string, description: string) {
  return new aws.ec2.SecurityGroup(name, {
    vpcId: vpc.id,
    description,
    tags: { Name: physicalName(name) },
  });
}

/** Allows HTTPS from one group to any address. */
export function allowOutside(name: string, from: aws.ec2.SecurityGroup) {
  new aws.vpc.SecurityGroupEgressRule(`${name}Egress`, {
    securityGroupId: from.id,
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
  });
}

/** Allows one port from one group to another: an egress rule of the first and an ingress rule of the second. */
export function allow(
  name: string,
  path: { from: aws.ec2.SecurityGroup; to: aws.ec2.SecurityGroup; port: number },
) {
  const rule = { ipProtocol: "tcp", fromPort: path.port, toPort: path.port };
  new aws.vpc.SecurityGroupEgressRule(`${name}Egress`, {
    ...rule,
    securityGroupId: path.from.id,
    referencedSecurityGroupId: path.to.id,
  });
  new aws.vpc.SecurityGroupIngressRule(`${name}Ingress`, {
    ...rule,
    securityGroupId: path.to.id,
    referencedSecurityGroupId: path.from.id,
  });
}
