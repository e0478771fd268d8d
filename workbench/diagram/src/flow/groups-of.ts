import type { Flow } from "./flow.ts";
import { type FlowBox, type Start, starts } from "./flow-box.ts";
import { allBoxes, type Edge, type Group, type Mark } from "./graph.ts";
import { uniqueMarks } from "./unique-marks.ts";

const titles: { readonly [start in Start]: string } = {
  request: "Started by a request",
  workflow: "Called by a workflow",
  file: "Started by a new file",
  schedule: "Started by a schedule",
  message: "Started by a message from outside the program",
  hand: "Started by a person or a deploy",
  nothing: "Used by nothing in the program",
};

/**
 * The flow in frames, by what starts it. A box stands where it is reached first; an edge from one frame to another is a mark on the
 * box where it begins.
 */
export function groupsOf(flow: Flow): readonly Group[] {
  const startOf = reached(flow);
  const isWithin = ({ from, to }: Edge) => startOf.get(from) === startOf.get(to);
  const titleOf = new Map(
    flow.boxes.flatMap((box) => allBoxes([box]).map(({ id, title }) => [id, title] as const)),
  );
  const elsewhere = (id: string): readonly Mark[] =>
    flow.edges
      .filter((edge) => edge.from === id && !isWithin(edge))
      .map(({ to }) => ({ kind: "elsewhere", text: `→ ${titleOf.get(to)}` }));
  const withMarks = (box: FlowBox): FlowBox => {
    const marks = uniqueMarks([...(box.marks ?? []), ...elsewhere(box.id)]);
    return {
      ...box,
      ...(marks.length > 0 ? { marks } : {}),
      ...(box.boxes ? { boxes: box.boxes.map(withMarks) } : {}),
    };
  };
  return starts
    .map((start) => ({
      title: titles[start],
      boxes: flow.boxes.filter(({ id }) => startOf.get(id) === start).map(withMarks),
      edges: flow.edges.filter((edge) => startOf.get(edge.from) === start && isWithin(edge)),
    }))
    .filter(({ boxes }) => boxes.length > 0);
}

/** What starts each box, and each box inside one. */
function reached({ boxes, edges }: Flow): ReadonlyMap<string, Start> {
  const outer = new Map(boxes.flatMap((box) => allBoxes([box]).map(({ id }) => [id, box.id])));
  const startOf = new Map<string, Start>();
  for (const start of starts) {
    const open = boxes.filter((box) => beginning(box, edges, outer) === start).map(({ id }) => id);
    for (let id = open.shift(); id !== undefined; id = open.shift()) {
      if (startOf.has(id)) continue;
      startOf.set(id, start);
      const next = edges
        .filter(({ from }) => outer.get(from) === id)
        .map(({ to }) => outer.get(to) ?? to);
      open.push(...next);
    }
  }
  // What is reached from nothing calls itself in a circle: a message from outside has to begin it.
  for (const [inner, box] of outer) startOf.set(inner, startOf.get(box) ?? "message");
  return startOf;
}

function beginning(
  { id, shape, start }: FlowBox,
  edges: readonly Edge[],
  outer: ReadonlyMap<string, string>,
): Start | undefined {
  if (start) return start;
  if (edges.some(({ to }) => outer.get(to) === id)) return undefined;
  return shape === "messages" ? "message" : "hand";
}
