import { expect, test } from "vitest";
import { generatedFlow } from "../../testing/generated-flow.ts";
import { layoutFaults } from "../../testing/layout-faults.ts";
import { overviewDrawing } from "../drawings/overview-drawing.ts";
import { splitDrawing } from "../drawings/split-drawing.ts";
import { systemDrawing } from "../drawings/system-drawing.ts";
import type { Box, Drawing, Edge } from "../flow/graph.ts";
import { layout } from "./layout.ts";

const seeds = [1, 2, 3, 4, 5, 6];

const box = (id: string, given: Partial<Box> = {}): Box => ({
  id,
  title: id,
  notes: ["Lambda"],
  shape: "function",
  ...given,
});
const drawing = (boxes: readonly Box[], edges: readonly Edge[] = [], title = ""): Drawing => ({
  title: "A drawing",
  groups: [{ title, boxes, edges }],
  legend: [],
  captions: [],
});

test.each(seeds)(
  "no line of the overview goes through a box, and every text fits: seed %i",
  async (seed) => {
    expect(layoutFaults(await layout(overviewDrawing(generatedFlow(seed, 30))))).toEqual([]);
  },
);

test.each(seeds)(
  "no line of the system goes through a box, and every text fits: seed %i",
  async (seed) => {
    for (const part of splitDrawing(systemDrawing(generatedFlow(seed, 40)))) {
      expect(layoutFaults(await layout(part))).toEqual([]);
    }
  },
);

test("lines lead into containers, and through no other box", async () => {
  const inner = ["a", "b", "c"].map((id) => box(id));
  const outer = box("outer", { notes: ["10.0.0.0/16"], shape: "container", boxes: inner });
  const other = box("other", { shape: "container", boxes: [box("d"), box("e")] });
  const edges = [
    { from: "a", to: "d", label: "by NAT" },
    { from: "b", to: "d" },
    { from: "b", to: "e" },
    { from: "c", to: "other" },
  ];
  const placed = await layout(drawing([outer, other], edges));
  expect(layoutFaults(placed)).toEqual([]);
  expect(placed.boxes.find(({ box: { id } }) => id === "a")?.within).toEqual(["outer"]);
});

test("what calls stands left of what is called", async () => {
  const placed = await layout(
    drawing(
      [box("c"), box("b"), box("a")],
      [
        { from: "a", to: "b" },
        { from: "b", to: "c" },
      ],
    ),
  );
  const left = (id: string) => placed.boxes.find((one) => one.box.id === id)?.x ?? Number.NaN;
  expect(left("a")).toBeLessThan(left("b"));
  expect(left("b")).toBeLessThan(left("c"));
});

test("a frame is as wide as its title", async () => {
  const title = "Started by a message from outside the program";
  const [first] = (await layout(drawing([box("a")], [], title))).frames;
  expect(first?.width).toBeGreaterThan(300);
});

test("the same drawing is laid out the same twice", async () => {
  const drawn = overviewDrawing(generatedFlow(7, 30));
  expect(await layout(drawn)).toEqual(await layout(drawn));
});

test("a program of nothing has an empty picture", async () => {
  const placed = await layout(overviewDrawing({ boxes: [], edges: [] }));
  expect(placed.boxes).toEqual([]);
});

test("a line through a box, an overlap and a text that does not fit are found", async () => {
  const placed = await layout(drawing([box("a"), box("b")], [{ from: "a", to: "b" }]));
  const [a, b] = placed.boxes;
  if (!a || !b) throw new Error("two boxes were laid out");
  const between = { ...a, box: box("between"), x: a.x + a.width + 2, width: 10 };
  expect(layoutFaults({ ...placed, boxes: [a, b, between] })).toEqual([
    "the line from a to b goes through between",
    "the text of between does not fit",
  ]);
  const on = { ...b, box: box("on") };
  expect(layoutFaults({ ...placed, boxes: [a, b, on] })).toContain("b overlaps on");
});
