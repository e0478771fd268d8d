import type { Flow } from "./flow.ts";
import type { FlowBox } from "./flow-box.ts";
import type { Drawing } from "./graph.ts";
import { groupsOf } from "./groups-of.ts";
import { legendOf } from "./legend-of.ts";
import { marksOf } from "./marks-of.ts";
import { tasksOf } from "./tasks-of.ts";

/** What calls which function, and what each calls. The functions of workflows stand in a frame of their own. */
export function systemDrawing(flow: Flow): Drawing {
  const workflowOf = new Map(
    flow.boxes
      .filter(({ shape }) => shape === "workflow")
      .flatMap((workflow) => tasksOf(flow, workflow).map(({ id }) => [id, workflow.id] as const)),
  );
  const groups = groupsOf({
    boxes: flow.boxes.map(
      (box): FlowBox => (workflowOf.has(box.id) ? { ...box, start: "workflow" } : box),
    ),
    edges: flow.edges.filter(
      ({ from, to }) => workflowOf.get(from) !== to && workflowOf.get(to) !== from,
    ),
  });
  return {
    title: "The system",
    groups,
    legend: legendOf(marksOf(groups.flatMap(({ boxes }) => boxes)), "the name"),
    captions: [],
  };
}
