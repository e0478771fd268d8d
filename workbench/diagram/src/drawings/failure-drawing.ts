import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { failureEdges } from "../flow/failures.ts";
import { functionBox } from "../flow/function-box.ts";
import type { Drawing } from "../flow/graph.ts";
import { joinEdges } from "../flow/join-edges.ts";
import { thingsOf } from "../flow/things.ts";
import { triggersOf } from "../flow/triggers.ts";

/** The dead-letter queue or on-failure destination of each queue, function and schedule. */
export function failureDrawing(plan: Plan): Drawing {
  const things = thingsOf(plan);
  const edges = joinEdges(failureEdges(plan, things));
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const boxes = [
    ...things.map(({ box }) => box),
    ...functionsOf(plan).map(functionBox),
    ...triggersOf(plan, things).callers,
  ].filter(({ id }) => ends.has(id));
  const groups = boxes.length === 0 ? [] : [{ title: "Dead-letter messages", boxes, edges }];
  return { title: "Failures", groups, legend: [], captions: [] };
}
