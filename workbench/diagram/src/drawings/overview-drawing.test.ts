import { expect, test } from "vitest";
import { generatedFlow } from "../../testing/generated-flow.ts";
import type { Flow } from "../flow/flow.ts";
import type { FlowBox } from "../flow/flow-box.ts";
import { overviewDrawing } from "./overview-drawing.ts";

const box = (id: string, given: Partial<FlowBox> = {}): FlowBox => ({
  id,
  title: id,
  notes: [],
  shape: "function",
  functions: [id],
  ...given,
});
const boxesOf = (flow: Flow, most?: number) =>
  overviewDrawing(flow, most).groups.flatMap(({ boxes }) => boxes);

test.each([
  [1, 10],
  [2, 30],
  [3, 80],
  [4, 200],
])(
  "seed %i: an overview of %i functions has at most twenty boxes, and each function is in one",
  (seed, functions) => {
    const flow = generatedFlow(seed, functions);
    const boxes = boxesOf(flow);
    const drawn = boxes.flatMap((one) => one.functions ?? []);
    const known = flow.boxes.flatMap((one) => one.functions ?? []);
    expect(boxes.length).toBeLessThanOrEqual(20);
    expect(drawn.toSorted()).toEqual(known.toSorted());
  },
);

test("a workflow stands for the functions that only it calls, and does with their marks", () => {
  const flow: Flow = {
    boxes: [
      box("Flow", { shape: "workflow", notes: ["Step Functions"], functions: [] }),
      box("Pay", { marks: [{ kind: "database", text: "Main" }] }),
      box("Shared"),
      box("Api", { shape: "api", functions: [] }),
    ],
    edges: [
      { from: "Flow", to: "Pay" },
      { from: "Flow", to: "Shared" },
      { from: "Api", to: "Shared" },
    ],
  };
  const flowBox = boxesOf(flow).find(({ id }) => id === "Flow");
  expect(flowBox).toMatchObject({
    notes: ["Step Functions", "1 function"],
    marks: [{ kind: "database", text: "Aurora" }],
    functions: ["Pay"],
  });
  expect(boxesOf(flow).map(({ id }) => id)).toContain("Shared");
  expect(overviewDrawing(flow).captions).toContain("Drawn as one box: Flow with Pay.");
});

test("a schedule is told in the box of its function", () => {
  const clock = box("Clock", {
    shape: "trigger",
    notes: ["Schedule", "every minute"],
    start: "schedule",
  });
  const flow = {
    boxes: [clock, box("Relay", { notes: ["Lambda"] })],
    edges: [{ from: "Clock", to: "Relay" }],
  };
  expect(overviewDrawing(flow).groups).toMatchObject([
    {
      title: "Started by a schedule",
      boxes: [{ id: "Relay", notes: ["Lambda", "every minute"] }],
      edges: [],
    },
  ]);
});

test("nothing else is merged as long as there is room", () => {
  const flow: Flow = {
    boxes: [
      box("Jobs", { shape: "messages", functions: [] }),
      box("Worker", { family: "services/a" }),
      box("Other", { family: "services/a" }),
    ],
    edges: [{ from: "Jobs", to: "Worker" }],
  };
  expect(boxesOf(flow)).toHaveLength(3);
});

test("a queue is merged with its reader first, then a folder, then what has the fewest lines", () => {
  const family = "services/a";
  const flow: Flow = {
    boxes: [
      box("Jobs", { shape: "messages", functions: [] }),
      box("Worker", { family }),
      box("Other", { family }),
      box("Third"),
      box("Fourth"),
    ],
    edges: [{ from: "Jobs", to: "Worker" }],
  };
  const titles = (most: number) =>
    boxesOf(flow, most)
      .map(({ title }) => title)
      .toSorted();
  expect(titles(4)).toEqual(["Fourth", "Other", "Third", "Worker"]);
  expect(titles(3)).toEqual(["Fourth", "Third", "a"]);
  expect(titles(2)).toEqual(["2 others", "Fourth"]);
  expect(overviewDrawing(flow, 2).captions).toContain(
    "Drawn as one box: 2 others with Jobs, Worker, Other, Third.",
  );
});
