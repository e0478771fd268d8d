import type { Flow } from "./flow.ts";
import type { Drawing } from "./graph.ts";
import { groupsOf } from "./groups-of.ts";
import { legendOf, serviceMark } from "./legend-of.ts";
import { marksOf } from "./marks-of.ts";
import { mergeBoxes } from "./merge-boxes.ts";
import { tasksOf } from "./tasks-of.ts";
import { uniqueMarks } from "./unique-marks.ts";

/** A flow with fewer boxes, and what one of them now stands for. */
type Merged = { readonly flow: Flow; readonly words?: string };

/** Merges the first boxes that fit; nothing when none do. */
type Merge = (flow: Flow, most: number) => Merged | undefined;

/** The whole in one picture of at most `most` boxes. It says below what was merged for that. */
export function overviewDrawing(flow: Flow, most = 20): Drawing {
  const words: string[] = [];
  let small = flow;
  const apply = (merge: Merge, isEnough: () => boolean) => {
    for (let next = merge(small, most); next && !isEnough(); next = merge(small, most)) {
      small = next.flow;
      if (next.words) words.push(next.words);
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
      ...words.map((stood) => `Drawn as one box: ${stood}.`),
      "Left out: permissions, the network, and the names of dead-letter queues.",
    ],
  };
}

function tasksIntoWorkflow(flow: Flow): Merged | undefined {
  for (const workflow of flow.boxes.filter(({ shape }) => shape === "workflow")) {
    const tasks = tasksOf(flow, workflow);
    if (tasks.length === 0) continue;
    const notes = [...workflow.notes, counted(tasks.length, "function")];
    return {
      flow: mergeBoxes(flow, [workflow, ...tasks], { ...workflow, notes }),
      words: `${workflow.title} with the functions that it calls (${listed(tasks)})`,
    };
  }
  return undefined;
}

/** A schedule, or a deploy, that calls one function. The function's box says so. */
function callerIntoFunction(flow: Flow): Merged | undefined {
  return intoTarget(flow, "trigger", (target, caller) => ({
    flow: mergeBoxes(flow, [caller, target], {
      ...target,
      notes: [...target.notes, ...caller.notes.slice(-1)],
    }),
  }));
}

/** A queue, stream or bucket that one function reads. */
function sourceIntoConsumer(flow: Flow): Merged | undefined {
  const merge = (target: Flow["boxes"][number], source: Flow["boxes"][number]) => ({
    flow: mergeBoxes(flow, [source, target], {
      ...target,
      notes: [...target.notes, `reads ${source.title}`],
    }),
    words: `${target.title} with ${source.title}`,
  });
  return intoTarget(flow, "messages", merge) ?? intoTarget(flow, "store", merge);
}

function intoTarget(
  flow: Flow,
  shape: Flow["boxes"][number]["shape"],
  merge: (target: Flow["boxes"][number], caller: Flow["boxes"][number]) => Merged,
): Merged | undefined {
  for (const caller of flow.boxes.filter((box) => box.shape === shape)) {
    const [only, ...others] = flow.edges.filter(({ from }) => from === caller.id);
    const target = flow.boxes.find(({ id }) => id === only?.to);
    if (others.length === 0 && target?.shape === "function") return merge(target, caller);
  }
  return undefined;
}

/** The largest family that is not one box yet. */
function familyIntoOne(flow: Flow): Merged | undefined {
  const families = Map.groupBy(flow.boxes, ({ family }) => family);
  const [family, boxes = []] =
    [...families]
      .filter(([name, of]) => name !== undefined && of.length > 1)
      .toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
  if (family === undefined) return undefined;
  const functions = boxes.flatMap((box) => box.functions ?? []).length;
  return {
    flow: mergeBoxes(flow, boxes, {
      ...{ id: `family_${family}`, title: family.split("/").at(-1) ?? family, family },
      ...{ notes: [counted(functions, "function")], shape: "function" },
    }),
    words: `${family} (${listed(boxes)})`,
  };
}

/** What is left when nothing else helps: the boxes with the fewest lines. */
function leastConnectedIntoOne(flow: Flow, most: number): Merged | undefined {
  const linesOf = ({ id }: Flow["boxes"][number]) =>
    flow.edges.filter(({ from, to }) => from === id || to === id).length;
  const least = flow.boxes
    .toSorted((a, b) => linesOf(a) - linesOf(b))
    .slice(0, flow.boxes.length - most + 1);
  if (least.length < 2) return undefined;
  return {
    flow: mergeBoxes(flow, least, {
      ...{ id: "others", title: `${least.length} others`, shape: "service" },
      notes: ["named below"],
    }),
    words: `${least.length} others (${listed(least)})`,
  };
}

function listed(boxes: Flow["boxes"]): string {
  return boxes.map(({ title }) => title).join(", ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
