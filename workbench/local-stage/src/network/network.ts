import type { DatabaseDefinition } from "@stagecraft/plan/database-definition";
import type { FunctionDefinition } from "@stagecraft/plan/function-definition";
import type { Plan, Resource } from "@stagecraft/plan/plan";
import { resourcesOf, textsOf } from "@stagecraft/plan/resources";
import { admits, securityRulesOf } from "./security-rules.ts";

/** A way that packets find, and what AWS knows of the caller by it. */
export type OpenWay = {
  readonly open: true;
  readonly sourceIp?: string;
  readonly vpcId?: string;
  readonly vpcEndpointId?: string;
};

/** No way: packets are lost and the caller waits until it gives up. */
export type ClosedWay = { readonly open: false; readonly because: string };

export type Way = OpenWay | ClosedWay;

/** Which function reaches what, from the Plan's subnets, endpoints and security groups. */
export type Network = {
  /** `service` as in an endpoint's name: `sqs`. */
  toService(from: FunctionDefinition, service: string): Way;
  toDatabase(from: FunctionDefinition, database: DatabaseDefinition): Way;
};

/** Where functions outside any VPC are seen to come from: AWS's documentation address block. */
const lambdaAddress = "203.0.113.10";

export function createNetwork(plan: Plan): Network {
  const rules = securityRulesOf(plan);
  const vpcOfSubnet = new Map(
    resourcesOf(plan, "aws:ec2/subnet:Subnet").map(({ inputs, outputs }) => [
      outputs.id,
      String(inputs.vpcId),
    ]),
  );
  const endpoints = resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint");
  const tablesWithNat = routeTablesWithNat(plan);

  return {
    toService(from, service) {
      if (!from.vpc) return { open: true, sourceIp: lambdaAddress };
      const vpcId = vpcOfSubnet.get(from.vpc.subnetIds[0] ?? "");
      const serviceName = `com.amazonaws.${plan.region}.${service}`;
      const endpoint = endpoints.find(
        ({ inputs }) => inputs.vpcId === vpcId && inputs.serviceName === serviceName,
      );
      const groups = from.vpc.securityGroupIds;
      if (endpoint && vpcId) return throughEndpoint(endpoint, vpcId, groups, service);
      if (!hasNat(from.vpc.subnetIds)) {
        return {
          open: false,
          because: `${from.logicalName} is in a private subnet without a NAT or an endpoint for ${service}`,
        };
      }
      if (!admits(rules, groups, "anywhere", 443)) {
        return {
          open: false,
          because: `no security group of ${from.logicalName} lets port 443 out`,
        };
      }
      return { open: true, sourceIp: lambdaAddress };
    },

    toDatabase(from, database) {
      if (!from.vpc) {
        return {
          open: false,
          because: `${from.logicalName} is outside the VPC, and ${database.logicalName} is not public`,
        };
      }
      if (!admits(rules, from.vpc.securityGroupIds, database.securityGroupIds, database.port)) {
        return {
          open: false,
          because: `no security group rule leads from ${from.logicalName} to ${database.logicalName} on port ${database.port}`,
        };
      }
      const vpcId = vpcOfSubnet.get(from.vpc.subnetIds[0] ?? "");
      return { open: true, ...(vpcId ? { vpcId } : {}) };
    },
  };

  function throughEndpoint(
    endpoint: Resource,
    vpcId: string,
    groups: readonly string[],
    service: string,
  ): Way {
    const isGateway = endpoint.inputs.vpcEndpointType !== "Interface";
    if (isGateway || admits(rules, groups, textsOf(endpoint, "securityGroupIds"), 443)) {
      return { open: true, vpcId, vpcEndpointId: String(endpoint.outputs.id) };
    }
    return {
      open: false,
      because: `no security group rule leads to the ${service} endpoint ${endpoint.name} on port 443`,
    };
  }

  function hasNat(subnetIds: readonly string[]): boolean {
    return resourcesOf(plan, "aws:ec2/routeTableAssociation:RouteTableAssociation").some(
      ({ inputs }) =>
        subnetIds.includes(String(inputs.subnetId)) && tablesWithNat.has(inputs.routeTableId),
    );
  }
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
