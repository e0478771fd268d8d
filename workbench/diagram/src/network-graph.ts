import { type Caller, callersOf } from "@stagecraft/plan/network/callers";
import { createNetwork, type Network } from "@stagecraft/plan/network/network";
import { subnetIdsOf } from "@stagecraft/plan/network/network-ends";
import { subnetsOf } from "@stagecraft/plan/network/subnets";
import type { Plan, Resource } from "@stagecraft/plan/plan";
import { resourcesOf, textsOf } from "@stagecraft/plan/resources";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { type Edge, type Graph, type Group, type Node, nodeId } from "./graph.ts";

const httpsPort = 443;

/** By which way each function reaches what it needs. A way that is closed is not drawn: the gate `network` finds it. */
export function networkGraph(plan: Plan): Graph {
  const network = createNetwork(plan);
  const callers = callersOf(plan);
  const edges = callers.flatMap((caller) => edgesOf(network, caller));
  const endpoints = resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint");
  const services = [...new Set(callers.flatMap((caller) => caller.services))].toSorted();
  const addresses = [...new Set(callers.flatMap((caller) => caller.outside))].toSorted();
  const drawn = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return {
    groups: [
      ...resourcesOf(plan, "aws:ec2/vpc:Vpc").map((vpc) => vpcGroup(plan, vpc, callers, endpoints)),
      {
        id: "without_vpc",
        title: "Functions outside the network",
        nodes: callers.filter(({ definition }) => !definition.vpc).map(functionNode),
      },
      {
        id: "internet",
        title: "Over the internet",
        nodes: [
          ...services.map((name) => serviceNode("service", name)),
          ...addresses.map((name) => serviceNode("outside", name)),
        ].filter(({ id }) => drawn.has(id)),
      },
    ],
    edges,
  };
}

function vpcGroup(
  plan: Plan,
  vpc: Resource,
  callers: readonly Caller[],
  endpoints: readonly Resource[],
): Group {
  const subnets = subnetsOf(plan);
  const isHere = (subnetIds: readonly string[]) => subnets.vpcOf(subnetIds) === vpc.outputs.id;
  const inside = callers.filter(({ definition }) => isHere(definition.vpc?.subnetIds ?? []));
  const places = Map.groupBy(inside, ({ definition }) => placeTitle(plan, definition.vpc));
  return {
    id: nodeId("vpc", vpc.name),
    title: `${vpc.name}, ${String(vpc.inputs.cidrBlock)}`,
    nodes: [
      ...endpoints.filter(({ inputs }) => inputs.vpcId === vpc.outputs.id).map(endpointNode(plan)),
      ...databasesOf(plan)
        .filter((database) => isHere(subnetIdsOf(plan, database)))
        .map(
          ({ logicalName, securityGroupIds }): Node => ({
            id: nodeId("database", logicalName),
            label: [logicalName, ...securityGroupIds.map((id) => nameOf(plan, id))],
            shape: "store",
          }),
        ),
    ],
    groups: [...places].map(([title, of], index) => ({
      id: `${nodeId("place", vpc.name)}_${index + 1}`,
      title,
      nodes: of.map(functionNode),
    })),
  };
}

/** The subnets with their zones, and the security groups: `FunctionsGroup in PrivateSubnet1 (us-east-1a)`. */
function placeTitle(plan: Plan, vpc: Caller["definition"]["vpc"]): string {
  const subnets = subnetsOf(plan);
  const stands = (vpc?.subnetIds ?? []).map(
    (id) => `${nameOf(plan, id)} (${subnets.zonesOf([id]).join()})`,
  );
  const groups = (vpc?.securityGroupIds ?? []).map((id) => nameOf(plan, id));
  return `${groups.join(", ")} in ${stands.join(", ")}`;
}

function edgesOf(network: Network, { definition, services, databases, outside }: Caller) {
  const from = nodeId("function", definition.logicalName);
  const edges: Edge[] = databases
    .filter((database) => network.toDatabase(definition, database).open)
    .map(({ logicalName, port }) => ({
      from,
      to: nodeId("database", logicalName),
      label: String(port),
    }));
  const outward = definition.vpc ? `${httpsPort} by NAT` : String(httpsPort);
  for (const service of services) {
    if (!network.toService(definition, service).open) continue;
    const endpoint = network.endpointTo(definition, service);
    const to = endpoint ? nodeId("endpoint", endpoint.name) : nodeId("service", service);
    edges.push({ from, to, label: endpoint ? String(httpsPort) : outward });
  }
  if (!network.toOutside(definition).open) return edges;
  return [
    ...edges,
    ...outside.map((name) => ({ from, to: nodeId("outside", name), label: outward })),
  ];
}

function functionNode({ definition: { logicalName } }: Caller): Node {
  return { id: nodeId("function", logicalName), label: [logicalName], shape: "function" };
}

function serviceNode(kind: "service" | "outside", name: string): Node {
  return { id: nodeId(kind, name), label: [name], shape: "service" };
}

function endpointNode(plan: Plan) {
  return (endpoint: Resource): Node => {
    const service = String(endpoint.inputs.serviceName).split(".").at(-1) ?? "";
    const groups = textsOf(endpoint, "securityGroupIds").map((id) => nameOf(plan, id));
    const way = groups.length > 0 ? groups : ["by route"];
    return {
      id: nodeId("endpoint", endpoint.name),
      shape: "service",
      label: [endpoint.name, service, ...way],
    };
  };
}

/** What the program calls a construct. */
function nameOf(plan: Plan, id: string): string {
  return plan.resources.find(({ outputs }) => outputs.id === id)?.name ?? id;
}
