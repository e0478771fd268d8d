import type { Flow } from "./flow.ts";
import type { FlowBox } from "./flow-box.ts";

/** The functions that a workflow calls, and nobody else. */
export function tasksOf({ boxes, edges }: Flow, workflow: FlowBox): readonly FlowBox[] {
  return boxes.filter(({ id, shape }) => {
    if (shape !== "function") return false;
    const callers = edges.flatMap((edge) => {
      if (edge.to === id) return [edge.from];
      return edge.both && edge.from === id ? [edge.to] : [];
    });
    return callers.length > 0 && callers.every((caller) => caller === workflow.id);
  });
}
