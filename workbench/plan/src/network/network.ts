import type { DatabaseDefinition } from "../database-definition.ts";
import type { FunctionDefinition } from "../function-definition.ts";
import type { Plan, Resource } from "../plan.ts";
import { resourcesOf, textsOf } from "../resources.ts";
import { admits, anywhere, letsOut, type NetworkEnd, securityRulesOf } from "./security-rules.ts";
import { subnetsOf } from "./subnets.ts";

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

type Vpc = NonNullable<FunctionDefinition["vpc"]>;

/** Where functions outside any VPC are seen to come from: AWS's documentation address block. */
const lambdaAddress = "203.0.113.10";
const httpsPort = 443;

export function createNetwork(plan: Plan): Network {
  const rules = securityRulesOf(plan);
  const subnets = subnetsOf(plan);
  const endpoints = resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint");

  const endOf = ({ securityGroupIds, subnetIds }: Vpc): NetworkEnd => ({
    groups: securityGroupIds,
    ranges: subnets.rangesOf(subnetIds),
  });

  return {
    toService({ vpc, logicalName }, service) {
      if (!vpc) return { open: true, sourceIp: lambdaAddress };
      const vpcId = subnets.vpcOf(vpc.subnetIds);
      const serviceName = `com.amazonaws.${plan.region}.${service}`;
      const candidates = endpoints.filter(
        ({ inputs }) => inputs.vpcId === vpcId && inputs.serviceName === serviceName,
      );
      const endpoint = candidates.find((candidate) => isOnTheWay(candidate, vpc));
      if (endpoint && vpcId) return throughEndpoint(endpoint, vpcId, vpc, service);
      if (!subnets.haveNat(vpc.subnetIds)) {
        const unused = candidates.map(({ name }) => `; ${name} is not on its way`).join("");
        return {
          open: false,
          because: `${logicalName} is in a private subnet without a NAT or an endpoint for ${service}${unused}`,
        };
      }
      if (!letsOut(rules, endOf(vpc), anywhere, httpsPort)) {
        return {
          open: false,
          because: `no security group of ${logicalName} lets port ${httpsPort} out`,
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
      if (!admits(rules, endOf(from.vpc), databaseEnd(database), database.port)) {
        return {
          open: false,
          because: `no security group rule leads from ${from.logicalName} to ${database.logicalName} on port ${database.port}`,
        };
      }
      const vpcId = subnets.vpcOf(from.vpc.subnetIds);
      return { open: true, ...(vpcId ? { vpcId } : {}) };
    },
  };

  /**
   * A service's name leads to an interface endpoint by its private DNS, and to a gateway endpoint by the subnet's route table:
   * https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
   * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
   */
  function isOnTheWay(endpoint: Resource, { subnetIds }: Vpc): boolean {
    if (isInterface(endpoint)) return endpoint.inputs.privateDnsEnabled === true;
    return subnets.lead(subnetIds, endpoint);
  }

  function throughEndpoint(endpoint: Resource, vpcId: string, vpc: Vpc, service: string): Way {
    const isLetThrough = isInterface(endpoint)
      ? admits(rules, endOf(vpc), interfaceEnd(endpoint), httpsPort)
      : letsOut(rules, endOf(vpc), gatewayEnd(endpoint), httpsPort);
    if (isLetThrough) return { open: true, vpcId, vpcEndpointId: String(endpoint.outputs.id) };
    return {
      open: false,
      because: `no security group rule leads to the ${service} endpoint ${endpoint.name} on port ${httpsPort}`,
    };
  }

  function interfaceEnd(endpoint: Resource): NetworkEnd {
    return {
      groups: textsOf(endpoint, "securityGroupIds"),
      ranges: subnets.rangesOf(textsOf(endpoint, "subnetIds")),
    };
  }

  /** The service's own addresses, which rules name by a prefix list. */
  function gatewayEnd(endpoint: Resource): NetworkEnd {
    return { ...anywhere, groups: [String(endpoint.outputs.prefixListId)] };
  }

  function databaseEnd({ clusterIdentifier, securityGroupIds }: DatabaseDefinition): NetworkEnd {
    const cluster = resourcesOf(plan, "aws:rds/cluster:Cluster").find(
      ({ inputs }) => inputs.clusterIdentifier === clusterIdentifier,
    );
    const group = resourcesOf(plan, "aws:rds/subnetGroup:SubnetGroup").find(
      ({ inputs }) => inputs.name === cluster?.inputs.dbSubnetGroupName,
    );
    const subnetIds = group ? textsOf(group, "subnetIds") : [];
    return { groups: securityGroupIds, ranges: subnets.rangesOf(subnetIds) };
  }
}

function isInterface({ inputs }: Resource): boolean {
  return inputs.vpcEndpointType === "Interface";
}
