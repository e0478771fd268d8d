import { type Caller, callersOf } from "@stagecraft/plan/network/callers";
import { createNetwork, type Network } from "@stagecraft/plan/network/network";
import { subnetIdsOf } from "@stagecraft/plan/network/network-ends";
import { subnetsOf } from "@stagecraft/plan/network/subnets";
import type { Plan, Resource } from "@stagecraft/plan/plan";
import { resourcesOf, textsOf } from "@stagecraft/plan/resources";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { countedFunctions } from "../flow/counted-functions.ts";
import { type Box, boxId, type Drawing, type Edge } from "../flow/graph.ts";

const httpsPort = 443;

/** A way out of a function, to the id of a box. */
type Way = Omit<Edge, "from">;

/** Functions that stand in the same place and have the same ways. */
type Alike = { readonly callers: readonly Caller[]; readonly ways: readonly Way[] };

/**
 * By which way each function reaches what it needs. Functions with the same ways share a box. A way that is closed is not drawn:
 * the gate `network` finds it.
 */
export function networkDrawing(plan: Plan): Drawing {
  const network = createNetwork(plan);
  const all = alikeOf(plan, network);
  const edges = all.flatMap((alike) => alike.ways.map((way) => ({ from: idOf(alike), ...way })));
  const reached = new Set(edges.map(({ to }) => to));
  const callers = callersOf(plan);
  const services = [...new Set(callers.flatMap((caller) => caller.services))].toSorted();
  const addresses = [...new Set(callers.flatMap((caller) => caller.outside))].toSorted();
  const containers: readonly Box[] = [
    ...resourcesOf(plan, "aws:ec2/vpc:Vpc").map((vpc) => vpcBox(plan, vpc, all)),
    container("without_vpc", "Outside the network", {
      boxes: all.filter(({ callers: [first] }) => !first?.definition.vpc).map(functionsBox),
    }),
    container("internet", "Over the internet", {
      boxes: [
        ...services.map((name) => serviceBox("service", name)),
        ...addresses.map((name) => serviceBox("outside", name)),
      ].filter(({ id }) => reached.has(id)),
    }),
  ];
  const boxes = containers.filter((box) => box.boxes?.length);
  return { title: "The network", groups: [{ title: "", boxes, edges }], legend: [], captions: [] };
}

function alikeOf(plan: Plan, network: Network): readonly Alike[] {
  const callers = callersOf(plan).map((caller) => ({ caller, ways: waysOf(network, caller) }));
  const groups = Map.groupBy(callers, ({ caller, ways }) =>
    JSON.stringify([placeOf(plan, caller.definition.vpc), ways]),
  );
  return [...groups.values()].map((of) => ({
    callers: of.map(({ caller }) => caller),
    ways: of[0]?.ways ?? [],
  }));
}

function vpcBox(plan: Plan, vpc: Resource, all: readonly Alike[]): Box {
  const subnets = subnetsOf(plan);
  const isHere = (subnetIds: readonly string[]) => subnets.vpcOf(subnetIds) === vpc.outputs.id;
  const inside = all.filter(({ callers: [first] }) =>
    isHere(first?.definition.vpc?.subnetIds ?? []),
  );
  const places = Map.groupBy(inside, ({ callers: [first] }) =>
    placeOf(plan, first?.definition.vpc).join(", "),
  );
  return container(boxId("vpc", vpc.name), vpc.name, {
    notes: [String(vpc.inputs.cidrBlock)],
    boxes: [
      ...[...places.values()].map((of, index) => {
        const [groups = "", ...stands] = placeOf(plan, of[0]?.callers[0]?.definition.vpc);
        return container(`${boxId("place", vpc.name)}_${index + 1}`, groups, {
          notes: stands,
          boxes: of.map(functionsBox),
        });
      }),
      ...resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint")
        .filter(({ inputs }) => inputs.vpcId === vpc.outputs.id)
        .map((endpoint) => endpointBox(plan, endpoint)),
      ...databasesOf(plan)
        .filter((database) => isHere(subnetIdsOf(plan, database)))
        .map(
          ({ logicalName, securityGroupIds, port }): Box => ({
            id: boxId("database", logicalName),
            title: logicalName,
            shape: "store",
            notes: [...securityGroupIds.map((id) => nameOf(plan, id)), `port ${port}`],
          }),
        ),
    ],
  });
}

/** The security groups, then each subnet with its zones: `FunctionsGroup`, `PrivateSubnet1 (us-east-1a)`. */
function placeOf(plan: Plan, vpc: Caller["definition"]["vpc"]): readonly string[] {
  if (!vpc) return [];
  const subnets = subnetsOf(plan);
  return [
    vpc.securityGroupIds.map((id) => nameOf(plan, id)).join(", "),
    ...vpc.subnetIds.map((id) => `${nameOf(plan, id)} (${subnets.zonesOf([id]).join()})`),
  ];
}

function waysOf(network: Network, caller: Caller): readonly Way[] {
  const { definition, services, databases, outside } = caller;
  const outward = definition.vpc ? { label: "by NAT" } : {};
  return [
    ...databases
      .filter((database) => network.toDatabase(definition, database).open)
      .map(({ logicalName }) => ({ to: boxId("database", logicalName) })),
    ...services
      .filter((service) => network.toService(definition, service).open)
      .map((service) => {
        const endpoint = network.endpointTo(definition, service);
        return endpoint
          ? { to: boxId("endpoint", endpoint.name) }
          : { to: boxId("service", service), ...outward };
      }),
    ...(network.toOutside(definition).open ? outside : []).map((name) => ({
      to: boxId("outside", name),
      ...outward,
    })),
  ];
}

function idOf({ callers: [first] }: Alike): string {
  return boxId("function", first?.definition.logicalName ?? "");
}

function functionsBox(alike: Alike): Box {
  const functions = alike.callers.map(({ definition }) => definition.logicalName);
  const [only = "", ...others] = functions;
  return {
    id: idOf(alike),
    shape: "function",
    functions,
    ...(others.length === 0
      ? { title: only, notes: ["Lambda"] }
      : { title: countedFunctions(functions.length), notes: functions }),
  };
}

function serviceBox(kind: "service" | "outside", name: string): Box {
  const what = kind === "service" ? "AWS service" : "outside AWS";
  return {
    id: boxId(kind, name),
    title: name,
    notes: [what, `port ${httpsPort}`],
    shape: "service",
  };
}

function endpointBox(plan: Plan, endpoint: Resource): Box {
  const service = String(endpoint.inputs.serviceName).split(".").at(-1) ?? "";
  const groups = textsOf(endpoint, "securityGroupIds").map((id) => nameOf(plan, id));
  return {
    id: boxId("endpoint", endpoint.name),
    title: endpoint.name,
    shape: "service",
    notes: [service, ...(groups.length > 0 ? groups : ["by route"]), `port ${httpsPort}`],
  };
}

function container(
  id: string,
  title: string,
  { notes = [], boxes }: { readonly notes?: readonly string[]; readonly boxes: readonly Box[] },
): Box {
  return { id, title, notes, boxes, shape: "container" };
}

/** What the program calls a construct. */
function nameOf(plan: Plan, id: string): string {
  return plan.resources.find(({ outputs }) => outputs.id === id)?.name ?? id;
}
