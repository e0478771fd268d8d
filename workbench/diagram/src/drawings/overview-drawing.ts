import { countedFunctions } from "../flow/counted-functions.ts";
import type { Flow } from "../flow/flow.ts";
import type { FlowBox } from "../flow/flow-box.ts";
import type { Drawing, Shape } from "../flow/graph.ts";
import { groupsOf } from "../flow/groups-of.ts";
import { marksOf } from "../flow/marks-of.ts";
import { mergeBoxes } from "../flow/merge-boxes.ts";
import { tasksOf } from "../flow/tasks-of.ts";
import { uniqueMarks } from "../flow/unique-marks.ts";
import { legendOf, serviceMark } from "./legend-of.ts";

/** Gives the flow with the first boxes that fit as one; nothing when none do. */
type Merge = (flow: Flow, most: number) => Flow | undefined;

/** The whole in one picture of at most `most` boxes. It says below what was merged for that. */
export function overviewDrawing(flow: Flow, most = 20): Drawing {
  let small = flow;
  const apply = (merge: Merge, isEnough: () => boolean) => {
    for (let next = merge(small, most); next && !isEnough(); next = merge(small, most)) {
      small = next;
    }
  };
  for (const merge of [tasksIntoWorkflow, callerIntoFunction]) apply(merge, () => false);
  for (const merge of [sourceIntoConsumer, familyIntoOne, leastConnectedIntoOne]) {
    apply(merge, () => small.boxes.length <= most);
  }
  const groups = groupsOf({
    boxes: small.boxes.map(({ marks = [], ...box }) => ({
      ...box,
      marks: uniqueMarks(marks.map(serviceMark)),
    })),
    edges: small.edges.map(({ label: _, ...edge }) => edge),
  });
  return {
    title: "Overview",
    groups,
    legend: legendOf(
      [...marksOf(flow.boxes), ...marksOf(groups.flatMap(({ boxes }) => boxes))],
      "the service",
    ),
    captions: [
      ...mergedWords(small),
      "Left out: permissions, the network, and the names of dead-letter queues.",
    ],
  };
}

function mergedWords({ boxes }: Flow): readonly string[] {
  const words = boxes.flatMap(({ title, members = [] }) => {
    const others = members.filter((name) => name !== title);
    return others.length === 0 ? [] : [`${title} with ${others.join(", ")}`];
  });
  return words.length === 0 ? [] : [`Drawn as one box: ${words.join("; ")}.`];
}

function tasksIntoWorkflow(flow: Flow): Flow | undefined {
  for (const workflow of flow.boxes.filter(({ shape }) => shape === "workflow")) {
    const tasks = tasksOf(flow, workflow);
    if (tasks.length === 0) continue;
    const notes = [...workflow.notes, countedFunctions(tasks.length)];
    return mergeBoxes(flow, [workflow, ...tasks], { ...workflow, notes });
  }
  return undefined;
}

/** A schedule, or a deploy, that calls one function. The function's box says so. */
function callerIntoFunction(flow: Flow): Flow | undefined {
  return intoTarget(flow, ["trigger"], ({ notes }) => notes.slice(-1));
}

/** A queue, stream or bucket that one function reads. */
function sourceIntoConsumer(flow: Flow): Flow | undefined {
  return intoTarget(flow, ["messages", "store"], ({ title }) => [`reads ${title}`]);
}

function intoTarget(
  flow: Flow,
  shapes: readonly Shape[],
  notesOf: (caller: FlowBox) => readonly string[],
): Flow | undefined {
  for (const caller of flow.boxes.filter(({ shape }) => shapes.includes(shape))) {
    const [only, ...others] = flow.edges.filter(({ from }) => from === caller.id);
    const target = flow.boxes.find(({ id }) => id === only?.to);
    if (others.length > 0 || target?.shape !== "function") continue;
    const notes = [...target.notes, ...notesOf(caller)];
    return mergeBoxes(flow, [caller, target], { ...target, notes });
  }
  return undefined;
}

/** The largest family that is not one box yet. */
function familyIntoOne(flow: Flow): Flow | undefined {
  const families = Map.groupBy(flow.boxes, ({ family }) => family);
  const [family, boxes = []] =
    [...families]
      .filter(([name, of]) => name !== undefined && of.length > 1)
      .toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
  if (family === undefined) return undefined;
  const functions = boxes.flatMap((box) => box.functions ?? []).length;
  return mergeBoxes(flow, boxes, {
    id: `family_${family}`,
    title: family.split("/").at(-1) ?? family,
    family,
    notes: [countedFunctions(functions)],
    shape: "function",
  });
}

/** What is left when nothing else helps: the boxes with the fewest lines. */
function leastConnectedIntoOne(flow: Flow, most: number): Flow | undefined {
  const linesOf = ({ id }: FlowBox) =>
    flow.edges.filter(({ from, to }) => from === id || to === id).length;
  const least = flow.boxes
    .toSorted((a, b) => linesOf(a) - linesOf(b))
    .slice(0, flow.boxes.length - most + 1);
  if (least.length < 2) return undefined;
  return mergeBoxes(flow, least, {
    id: "others",
    title: `${least.length} others`,
    shape: "service",
    notes: ["named below"],
  });
}
