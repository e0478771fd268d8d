import type { Plan, Resource } from "../plan.ts";
import type { FunctionDefinition } from "../resources/lambda/function-definition.ts";
import type { DatabaseDefinition } from "../resources/rds/database-definition.ts";
import { databasesOf } from "../resources/rds/databases.ts";
import { resourcesOf, textsOf } from "../resources.ts";
import { endpointHosts } from "./endpoint-name.ts";
import type { Network } from "./network.ts";
import { isInterface, subnetIdsOf } from "./network-ends.ts";
import { type Subnets, subnetsOf } from "./subnets.ts";

/** A host name of AWS that resolves, or is reached, differently in this network than on the internet. */
export type KnownName = {
  /** `sqs.eu-west-1.amazonaws.com`, subdomains included. */
  readonly name: string;
  /** The addresses in the VPC. Empty when the name has its public addresses. */
  readonly addresses: readonly string[];
  /** Whether packets to it arrive. */
  readonly isReachable: boolean;
};

/**
 * The host names in the Plan as a function resolves them: of services with an endpoint in its VPC, and of databases. An interface
 * endpoint with private DNS has addresses in its subnets; a gateway endpoint leaves the service's public addresses. A database has an
 * address in its subnets, unless it is public and the function is outside its VPC.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html (PubliclyAccessible)
 */
export function knownNamesOf(
  plan: Plan,
  from: FunctionDefinition,
  network: Network,
): readonly KnownName[] {
  const subnets = subnetsOf(plan);
  const endpoints = resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint");
  const databases = databasesOf(plan);
  // AWS assigns any free address. These are the first in the subnet that AWS does not reserve.
  const place = (index: number, subnetIds: readonly string[]) =>
    subnets.rangesOf(subnetIds).map((range) => addressIn(range, index + 4));
  return [
    ...endpoints.flatMap((endpoint, index): readonly KnownName[] => {
      const service = serviceIn(plan, endpoint);
      if (network.endpointTo(from, service) !== endpoint) return [];
      const isReachable = network.toService(from, service).open;
      const addresses = isInterface(endpoint) ? place(index, textsOf(endpoint, "subnetIds")) : [];
      return endpointHosts(service, plan.region).map((name) => ({ name, addresses, isReachable }));
    }),
    ...databases.map((database, index): KnownName => {
      const [first = ""] = subnetIdsOf(plan, database);
      const isPublic = isPublicDatabase(plan, database) && !isInside(subnets, from, first);
      return {
        name: database.host,
        addresses: isPublic ? [] : place(endpoints.length + index, [first]),
        isReachable: network.toDatabase(from, database).open,
      };
    }),
  ];
}

function serviceIn({ region }: Plan, { inputs }: Resource): string {
  return String(inputs.serviceName).replace(`com.amazonaws.${region}.`, "");
}

function isPublicDatabase(plan: Plan, { clusterIdentifier }: DatabaseDefinition): boolean {
  return resourcesOf(plan, "aws:rds/clusterInstance:ClusterInstance").some(
    ({ inputs }) =>
      inputs.clusterIdentifier === clusterIdentifier && inputs.publiclyAccessible === true,
  );
}

function isInside(subnets: Subnets, { vpc }: FunctionDefinition, subnetId: string): boolean {
  return vpc !== undefined && subnets.vpcOf(vpc.subnetIds) === subnets.vpcOf([subnetId]);
}

/** The n-th address of an IPv4 range. */
function addressIn(range: string, n: number): string {
  const bytes = (range.split("/")[0] ?? "").split(".").map(Number);
  const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0) + n;
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
}
