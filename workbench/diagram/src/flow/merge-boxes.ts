import type { Flow } from "./flow.ts";
import { type FlowBox, starts } from "./flow-box.ts";
import { joinEdges } from "./join-edges.ts";
import { uniqueMarks } from "./unique-marks.ts";

/** The flow with one box in place of several: it keeps their edges to others, their marks, their functions and what begins them. */
export function mergeBoxes(flow: Flow, merged: readonly FlowBox[], as: FlowBox): Flow {
  const ids = new Set(merged.map(({ id }) => id));
  const end = (id: string) => (ids.has(id) ? as.id : id);
  const start = starts.find((kind) => merged.some((box) => box.start === kind));
  const marks = uniqueMarks(merged.flatMap((box) => box.marks ?? []));
  const functions = merged.flatMap((box) => box.functions ?? []);
  const box: FlowBox = {
    ...as,
    members: merged.flatMap(({ title, members }) => members ?? [title]),
    ...(start ? { start } : {}),
    ...(marks.length > 0 ? { marks } : {}),
    ...(functions.length > 0 ? { functions } : {}),
  };
  const first = flow.boxes.findIndex(({ id }) => ids.has(id));
  return {
    boxes: flow.boxes.flatMap((other, index) =>
      ids.has(other.id) ? (index === first ? [box] : []) : [other],
    ),
    edges: joinEdges(
      flow.edges.map((edge) => ({ ...edge, from: end(edge.from), to: end(edge.to) })),
    ),
  };
}
