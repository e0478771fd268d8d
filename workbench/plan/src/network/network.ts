import type { Plan, Resource } from "../plan.ts";
import type { FunctionDefinition } from "../resources/lambda/function-definition.ts";
import type { DatabaseDefinition } from "../resources/rds/database-definition.ts";
import { resourcesOf } from "../resources.ts";
import { isInterface, networkEndsOf, type VpcConfig } from "./network-ends.ts";
import { admits, anywhere, letsOut, securityRulesOf } from "./security-rules.ts";
import { subnetsOf } from "./subnets.ts";

/** A network path that is open, and what IAM gets to know about the caller through it. */
export type OpenPath = {
  readonly open: true;
  readonly sourceIp?: string;
  readonly vpcId?: string;
  readonly vpcEndpointId?: string;
  /** Whether it goes through a NAT, which costs money. Only for paths to hosts outside AWS. */
  readonly throughNat?: true;
};

/** No network path: packets are lost, and the caller waits until its timeout. */
export type ClosedPath = { readonly open: false; readonly because: string };

export type NetworkPath = OpenPath | ClosedPath;

/** What makes calls: a function, or the containers of a service of ECS. */
export type NetworkCaller = Pick<FunctionDefinition, "name" | "logicalName" | "vpc"> & {
  /** With a public address, an internet gateway leads out. A function never has one. */
  readonly hasPublicAddress?: true;
};

/** Which function reaches what, from the Plan's subnets, endpoints and security groups. */
export type Network = {
  /** The endpoint that receives a function's calls, even if no security group rule allows them. `service` is an endpoint name: `sqs`. */
  endpointTo(from: Pick<NetworkCaller, "vpc">, service: string): Resource | undefined;
  toService(from: NetworkCaller, service: string): NetworkPath;
  toDatabase(from: NetworkCaller, database: DatabaseDefinition): NetworkPath;
  /** To a host outside AWS, by HTTPS. */
  toOutside(from: NetworkCaller): NetworkPath;
};

/** The source address of functions outside any VPC, from the documentation address block. */
const lambdaAddress = "203.0.113.10";
const httpsPort = 443;

export function createNetwork(plan: Plan): Network {
  const rules = securityRulesOf(plan);
  const subnets = subnetsOf(plan);
  const endpoints = resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint");

  const ends = networkEndsOf(plan, subnets);

  function endpointsOf(vpcId: string | undefined, service: string): readonly Resource[] {
    const serviceName = `com.amazonaws.${plan.region}.${service}`;
    return endpoints.filter(
      ({ inputs }) => inputs.vpcId === vpcId && inputs.serviceName === serviceName,
    );
  }

  return {
    endpointTo({ vpc }, service) {
      if (!vpc) return undefined;
      const candidates = endpointsOf(subnets.vpcOf(vpc.subnetIds), service);
      return candidates.find((candidate) => isOnPath(candidate, vpc));
    },

    toService({ vpc, logicalName, hasPublicAddress }, service) {
      if (!vpc) return { open: true, sourceIp: lambdaAddress };
      const vpcId = subnets.vpcOf(vpc.subnetIds);
      const candidates = endpointsOf(vpcId, service);
      const endpoint = candidates.find((candidate) => isOnPath(candidate, vpc));
      if (endpoint && vpcId) return throughEndpoint(endpoint, vpcId, vpc, service);
      if (hasPublicAddress && subnets.arePublic(vpc.subnetIds)) return out(vpc, logicalName);
      if (subnets.haveNat(vpc.subnetIds)) return out(vpc, logicalName);
      const unused = candidates.map(({ name }) => `; ${name} is not on its path`).join("");
      return {
        open: false,
        because: `${logicalName} is in a private subnet without a NAT or an endpoint for ${service}${unused}`,
      };
    },

    toOutside({ vpc, logicalName, hasPublicAddress }) {
      if (!vpc) return { open: true, sourceIp: lambdaAddress };
      if (hasPublicAddress && subnets.arePublic(vpc.subnetIds)) return out(vpc, logicalName);
      if (!subnets.haveNat(vpc.subnetIds)) {
        return { open: false, because: `${logicalName} is in a private subnet without a NAT` };
      }
      const path = out(vpc, logicalName);
      return path.open ? { ...path, throughNat: true } : path;
    },

    toDatabase(from, database) {
      if (!from.vpc) {
        return {
          open: false,
          because: `${from.logicalName} is outside the VPC, and ${database.logicalName} is not public`,
        };
      }
      if (!admits(rules, ends.ofFunction(from.vpc), ends.ofDatabase(database), database.port)) {
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
   * A service's name leads to an interface endpoint by private DNS, and to a gateway endpoint by the subnet's route table:
   * https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
   * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
   */
  function isOnPath(endpoint: Resource, { subnetIds }: VpcConfig): boolean {
    if (isInterface(endpoint)) return endpoint.inputs.privateDnsEnabled === true;
    return subnets.lead(subnetIds, endpoint);
  }

  /** Through a NAT or an internet gateway. */
  function out(vpc: VpcConfig, logicalName: string): NetworkPath {
    if (letsOut(rules, ends.ofFunction(vpc), anywhere, httpsPort)) {
      return { open: true, sourceIp: lambdaAddress };
    }
    return {
      open: false,
      because: `no security group of ${logicalName} lets port ${httpsPort} out`,
    };
  }

  function throughEndpoint(
    endpoint: Resource,
    vpcId: string,
    vpc: VpcConfig,
    service: string,
  ): NetworkPath {
    const isLetThrough = isInterface(endpoint)
      ? admits(rules, ends.ofFunction(vpc), ends.ofEndpoint(endpoint), httpsPort)
      : letsOut(rules, ends.ofFunction(vpc), ends.ofEndpoint(endpoint), httpsPort);
    if (isLetThrough) return { open: true, vpcId, vpcEndpointId: String(endpoint.outputs.id) };
    return {
      open: false,
      because: `no security group rule leads to the ${service} endpoint ${endpoint.name} on port ${httpsPort}`,
    };
  }
}
