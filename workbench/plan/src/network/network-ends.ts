import type { Plan, Resource } from "../plan.ts";
import type { FunctionDefinition } from "../resources/lambda/function-definition.ts";
import type { DatabaseDefinition } from "../resources/rds/database-definition.ts";
import { resourcesOf, textsOf } from "../resources.ts";
import { anywhere, type NetworkEnd } from "./security-rules.ts";
import { type Subnets, subnetsOf } from "./subnets.ts";

/** The subnets and security groups of a function in a VPC. */
export type VpcConfig = NonNullable<FunctionDefinition["vpc"]>;

/** The ends of connections, as security group rules name them. */
export type NetworkEnds = {
  ofFunction(place: VpcConfig): NetworkEnd;
  ofDatabase(database: DatabaseDefinition): NetworkEnd;
  ofEndpoint(endpoint: Resource): NetworkEnd;
};

export function networkEndsOf(plan: Plan, subnets: Subnets = subnetsOf(plan)): NetworkEnds {
  return {
    ofFunction: ({ securityGroupIds, subnetIds }) => ({
      groups: securityGroupIds,
      ranges: subnets.rangesOf(subnetIds),
    }),
    ofDatabase: (database) => ({
      groups: database.securityGroupIds,
      ranges: subnets.rangesOf(subnetIdsOf(plan, database)),
    }),
    ofEndpoint(endpoint) {
      if (!isInterface(endpoint)) {
        // The service's own addresses, which rules name by a prefix list.
        return { ...anywhere, groups: [String(endpoint.outputs.prefixListId)] };
      }
      return {
        groups: textsOf(endpoint, "securityGroupIds"),
        ranges: subnets.rangesOf(textsOf(endpoint, "subnetIds")),
      };
    },
  };
}

/** Whether a VPC endpoint is an interface endpoint, with addresses in the VPC, and not a gateway endpoint. */
export function isInterface({ inputs }: Resource): boolean {
  return inputs.vpcEndpointType === "Interface";
}

/** The subnets in which a database's instances may be. */
export function subnetIdsOf(
  plan: Plan,
  { clusterIdentifier }: DatabaseDefinition,
): readonly string[] {
  const cluster = resourcesOf(plan, "aws:rds/cluster:Cluster").find(
    ({ inputs }) => inputs.clusterIdentifier === clusterIdentifier,
  );
  const group = resourcesOf(plan, "aws:rds/subnetGroup:SubnetGroup").find(
    ({ inputs }) => inputs.name && inputs.name === cluster?.inputs.dbSubnetGroupName,
  );
  return group ? textsOf(group, "subnetIds") : [];
}
