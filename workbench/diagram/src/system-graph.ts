import { callersOf } from "@stagecraft/plan/network/callers";
import type { Plan } from "@stagecraft/plan/plan";
import { callEdges } from "./calls.ts";
import { failureEdges } from "./failures.ts";
import { type Graph, type Group, type Node, nodeId } from "./graph.ts";
import { type Thing, thingsOf } from "./things.ts";
import { triggersOf } from "./triggers.ts";

/** What calls which function, what each calls, and where failures are left. */
export function systemGraph(plan: Plan): Graph {
  const things = thingsOf(plan);
  const callers = callersOf(plan);
  const triggers = triggersOf(plan, things);
  const failures = failureEdges(plan, things);
  const failed = new Set(failures.map(({ to }) => to));
  const nodesOf = (...kinds: Thing["kind"][]) =>
    things
      .filter(({ kind, node }) => kinds.includes(kind) && !failed.has(node.id))
      .map(({ node }) => node);

  const functions = callers.map(
    ({ definition: { logicalName } }): Node => ({
      id: nodeId("function", logicalName),
      label: [logicalName],
      shape: "function",
    }),
  );
  const workflows = nodesOf("machine").map((machine): Group => {
    const tasks = new Set(
      triggers.edges.filter(({ from }) => from === machine.id).map(({ to }) => to),
    );
    const nodes = [machine, ...functions.filter(({ id }) => tasks.has(id))];
    return { id: `${machine.id}_tasks`, title: `${machine.label[0]} and its tasks`, nodes };
  });
  const inWorkflows = new Set(workflows.flatMap(({ nodes }) => nodes.map(({ id }) => id)));
  const outside = [...new Set(callers.flatMap((caller) => caller.outside))].toSorted();

  return {
    groups: [
      { id: "callers", title: "What begins something", nodes: triggers.callers },
      {
        id: "functions",
        title: "Functions",
        nodes: functions.filter(({ id }) => !inWorkflows.has(id)),
      },
      { id: "messages", title: "Queues and streams", nodes: nodesOf("queue", "stream") },
      ...workflows,
      { id: "stores", title: "Data", nodes: nodesOf("database", "table", "bucket") },
      {
        id: "failures",
        title: "What failed for good",
        nodes: things.filter(({ node }) => failed.has(node.id)).map(({ node }) => node),
      },
      {
        id: "outside",
        title: "Outside AWS",
        nodes: outside.map((name) => ({
          id: nodeId("outside", name),
          label: [name],
          shape: "service",
        })),
      },
    ],
    edges: [...triggers.edges, ...callEdges(callers, things), ...failures],
  };
}
