import { expect, test } from "vitest";
import type { Box, Drawing } from "../flow/graph.ts";
import { splitDrawing } from "./split-drawing.ts";

const box = (id: string, family?: string): Box => ({
  id,
  title: id,
  notes: [],
  shape: "function",
  ...(family === undefined ? {} : { family }),
});
const drawing = (...groups: Drawing["groups"]): Drawing => ({
  title: "The system",
  groups,
  legend: [],
  captions: [],
});
const parts = (of: Drawing, most: number) =>
  splitDrawing(of, most).map(({ title, groups }) => [
    title,
    ...groups.flatMap(({ boxes }) => boxes.map(({ id }) => id)),
  ]);

const requests = {
  title: "Requests",
  boxes: [box("a", "x"), box("b", "y"), box("c", "y"), box("d")],
  edges: [
    { from: "a", to: "b" },
    { from: "b", to: "c" },
  ],
};
const files = { title: "Files", boxes: [box("e"), box("f")], edges: [] };

test("a drawing that one can read stays whole", () => {
  expect(parts(drawing(requests, files), 6)).toEqual([
    ["The system", "a", "b", "c", "d", "e", "f"],
  ]);
});

test("a larger one is split by frame", () => {
  expect(parts(drawing(requests, files), 4)).toEqual([
    ["The system: Requests", "a", "b", "c", "d"],
    ["The system: Files", "e", "f"],
  ]);
});

test("a large frame is split by what is connected, and that by folder, with the neighbours of each", () => {
  expect(parts(drawing(requests, files), 3)).toEqual([
    ["The system: Requests", "a", "b", "c"],
    ["The system: Requests", "d"],
    ["The system: Files", "e", "f"],
  ]);
  expect(parts(drawing(requests), 2)).toEqual([
    ["The system: Requests, x", "a", "b"],
    ["The system: Requests, y", "a", "b", "c"],
    ["The system: Requests", "d"],
  ]);
});
