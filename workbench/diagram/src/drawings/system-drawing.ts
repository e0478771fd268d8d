import { countedFunctions } from "../flow/counted-functions.ts";
import type { Flow } from "../flow/flow.ts";
import type { FlowBox } from "../flow/flow-box.ts";
import type { Drawing } from "../flow/graph.ts";
import { groupsOf } from "../flow/groups-of.ts";
import { marksOf } from "../flow/marks-of.ts";
import { tasksOf } from "../flow/tasks-of.ts";
import { legendOf } from "./legend-of.ts";

/** What calls which function, and what each calls. The functions of workflows stand in a frame of their own. */
export function systemDrawing(flow: Flow): Drawing {
  const tasks = new Map(
    flow.boxes
      .filter(({ shape }) => shape === "workflow")
      .map((workflow) => [workflow.id, tasksOf(flow, workflow)] as const),
  );
  const workflowOf = new Map(
    [...tasks].flatMap(([workflow, of]) => of.map(({ id }) => [id, workflow] as const)),
  );
  const groups = groupsOf({
    boxes: flow.boxes.map((box): FlowBox => {
      if (workflowOf.has(box.id)) return { ...box, start: "workflow" };
      const count = tasks.get(box.id)?.length ?? 0;
      return count === 0 ? box : { ...box, notes: [...box.notes, countedFunctions(count)] };
    }),
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
