import type { Plan, Resource } from "../plan.ts";
import type { FunctionDefinition } from "../resources/lambda/function-definition.ts";
import type { DatabaseDefinition } from "../resources/rds/database-definition.ts";
import { databasesOf } from "../resources/rds/databases.ts";
import { resourcesOf, textsOf } from "../resources.ts";
import { endpointHosts } from "./endpoint-name.ts";
import type { Network } from "./network.ts";
import { isInterface, subnetIdsOf } from "./network-ends.ts";
import { type Subnets, subnetsOf } from "./subnets.ts";

/** A name of AWS's that is answered, or reached, otherwise than on the internet. */
export type KnownName = {
  /** `sqs.eu-west-1.amazonaws.com`; what is below it is meant too. */
  readonly name: string;
  /** Addresses in the VPC; none where the name has its public ones. */
  readonly addresses: readonly string[];
  /** Whether packets to it arrive. */
  readonly isReachable: boolean;
};

/**
 * The names of the Plan, from a function's place in it: of the services that its VPC has an endpoint for, and of databases. An
 * endpoint with private DNS, which is one of the VPC alone, answers with addresses of its subnets, one with routes leaves the
 * service's public ones; a database has an address in its subnets for everybody, unless it is public and asked for from outside.
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
  // AWS gives out addresses as it likes; these are the subnet's first that it does not keep for itself.
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
