import type { Plan, Resource } from "../plan.ts";
import { resourcesOf, textsOf } from "../resources.ts";

/** What is known of the Plan's subnets, by their ids. */
export type Subnets = {
  vpcOf(subnetIds: readonly string[]): string | undefined;
  /** Their address ranges. */
  rangesOf(subnetIds: readonly string[]): readonly string[];
  /** Whether one of them has a way out of the VPC. */
  haveNat(subnetIds: readonly string[]): boolean;
  /** Whether one of them has a route to a gateway endpoint. */
  lead(subnetIds: readonly string[], gatewayEndpoint: Resource): boolean;
};

export function subnetsOf(plan: Plan): Subnets {
  const subnets = new Map(
    resourcesOf(plan, "aws:ec2/subnet:Subnet").map(({ inputs, outputs }) => [
      outputs.id,
      { vpcId: String(inputs.vpcId), range: String(inputs.cidrBlock) },
    ]),
  );
  const associations = resourcesOf(plan, "aws:ec2/routeTableAssociation:RouteTableAssociation");
  const tablesWithNat = routeTablesWithNat(plan);
  const endpointAssociations = resourcesOf(
    plan,
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  );

  function tablesOf(subnetIds: readonly string[]): readonly unknown[] {
    return associations
      .filter(({ inputs }) => subnetIds.includes(String(inputs.subnetId)))
      .map(({ inputs }) => inputs.routeTableId);
  }

  return {
    vpcOf: ([first = ""]) => subnets.get(first)?.vpcId,
    rangesOf: (subnetIds) => subnetIds.flatMap((id) => subnets.get(id)?.range ?? []),
    haveNat: (subnetIds) => tablesOf(subnetIds).some((table) => tablesWithNat.has(table)),
    lead(subnetIds, endpoint) {
      const tables = new Set<unknown>([
        ...textsOf(endpoint, "routeTableIds"),
        ...endpointAssociations
          .filter(({ inputs }) => inputs.vpcEndpointId === endpoint.outputs.id)
          .map(({ inputs }) => inputs.routeTableId),
      ]);
      return tablesOf(subnetIds).some((table) => tables.has(table));
    },
  };
}

/** Route tables whose default route ends at a NAT gateway or instance, written inside the table or as a resource. */
function routeTablesWithNat(plan: Plan): ReadonlySet<unknown> {
  const leadsOut = (route: unknown) => {
    const { cidrBlock, destinationCidrBlock, natGatewayId, networkInterfaceId } = route as Record<
      string,
      unknown
    >;
    return (
      (cidrBlock ?? destinationCidrBlock) === "0.0.0.0/0" &&
      Boolean(natGatewayId ?? networkInterfaceId)
    );
  };
  const tables = resourcesOf(plan, "aws:ec2/routeTable:RouteTable").filter(({ inputs }) =>
    Array.isArray(inputs.routes) ? inputs.routes.some(leadsOut) : false,
  );
  const routes = resourcesOf(plan, "aws:ec2/route:Route").filter(({ inputs }) => leadsOut(inputs));
  return new Set([
    ...tables.map(({ outputs }) => outputs.id),
    ...routes.map(({ inputs }) => inputs.routeTableId),
  ]);
}
