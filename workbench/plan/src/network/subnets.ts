import type { Json, Plan, Resource } from "../plan.ts";
import { isObject, resourcesOf, textsOf } from "../resources.ts";

/** Properties of the Plan's subnets, by their ids. */
export type Subnets = {
  vpcOf(subnetIds: readonly string[]): string | undefined;
  /** Their address ranges. */
  rangesOf(subnetIds: readonly string[]): readonly string[];
  /** Their availability zones, without duplicates. */
  zonesOf(subnetIds: readonly string[]): readonly string[];
  /** The ids of their route tables, without duplicates. */
  tablesOf(subnetIds: readonly string[]): readonly string[];
  /** Whether one of them has a route to a NAT. */
  haveNat(subnetIds: readonly string[]): boolean;
  /** Whether one of them has a route to an internet gateway. */
  arePublic(subnetIds: readonly string[]): boolean;
  /** Whether one of them has a route to a gateway endpoint. */
  lead(subnetIds: readonly string[], gatewayEndpoint: Resource): boolean;
};

export function subnetsOf(plan: Plan): Subnets {
  const subnets = new Map(
    resourcesOf(plan, "aws:ec2/subnet:Subnet").map(({ inputs, outputs }) => [
      outputs.id,
      {
        vpcId: String(inputs.vpcId),
        range: String(inputs.cidrBlock),
        zone: String(inputs.availabilityZone),
      },
    ]),
  );
  const associations = resourcesOf(plan, "aws:ec2/routeTableAssociation:RouteTableAssociation");
  const tablesWithNat = defaultRoutes(plan, ["natGatewayId", "networkInterfaceId"]);
  const tablesWithGateway = defaultRoutes(plan, ["gatewayId"]);
  const endpointAssociations = resourcesOf(
    plan,
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  );

  function tablesOf(subnetIds: readonly string[]): readonly string[] {
    const tables = associations
      .filter(({ inputs }) => subnetIds.includes(String(inputs.subnetId)))
      .map(({ inputs }) => String(inputs.routeTableId));
    return [...new Set(tables)];
  }

  return {
    vpcOf: ([first = ""]) => subnets.get(first)?.vpcId,
    rangesOf: (subnetIds) => subnetIds.flatMap((id) => subnets.get(id)?.range ?? []),
    tablesOf,
    zonesOf: (subnetIds) => [...new Set(subnetIds.flatMap((id) => subnets.get(id)?.zone ?? []))],
    haveNat: (subnetIds) => tablesOf(subnetIds).some((table) => tablesWithNat.has(table)),
    arePublic: (subnetIds) => tablesOf(subnetIds).some((table) => tablesWithGateway.has(table)),
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

/** The route tables whose default route has a target of one of these kinds, inline or as a separate resource. */
function defaultRoutes(plan: Plan, targets: readonly string[]): ReadonlySet<unknown> {
  const leadsOut = (route: Json) => {
    if (!isObject(route)) return false;
    const destination = route.cidrBlock ?? route.destinationCidrBlock;
    return destination === "0.0.0.0/0" && targets.some((target) => Boolean(route[target]));
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
