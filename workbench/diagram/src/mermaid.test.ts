import { expect, test } from "vitest";
import type { Node, Shape } from "./graph.ts";
import { mermaid } from "./mermaid.ts";

const node = (id: string, shape: Shape = "function"): Node => ({ id, label: [id], shape });
const lines = (graph: Parameters<typeof mermaid>[0]) => mermaid(graph).split("\n");

test("groups hold nodes and groups, and an empty one is left out", () => {
  const inner = { id: "inner", title: "Inner", nodes: [node("b", "store")] };
  const groups = [
    { id: "outer", title: "Outer", nodes: [node("a")], groups: [inner] },
    { id: "empty", title: "Empty", nodes: [] },
  ];
  expect(lines({ groups, edges: [] })).toEqual([
    "flowchart LR",
    '  subgraph outer["Outer"]',
    '    a("a")',
    '    subgraph inner["Inner"]',
    '      b[("b")]',
    "    end",
    "  end",
  ]);
});

test("edges alike but for one end share a line", () => {
  const edges = [
    { from: "a", to: "c" },
    { from: "b", to: "c" },
    { from: "b", to: "d" },
    { from: "b", to: "e" },
    { from: "a", to: "d", dashed: true as const, label: "after 3" },
    { from: "a", to: "c" },
  ];
  expect(lines({ groups: [], edges })).toEqual([
    "flowchart LR",
    "  a & b --> c",
    "  b --> d & e",
    '  a -.->|"after 3"| d',
  ]);
});

test("what Mermaid would read as its own is escaped", () => {
  const label = ["GET /letters/{id}", 'a "quoted" <tag> #1'];
  const groups = [{ id: "g", title: "g", nodes: [{ ...node("a"), label }] }];
  expect(mermaid({ groups, edges: [] })).toContain(
    'a("GET /letters/{id}<br/>a #quot;quoted#quot; #lt;tag> #35;1")',
  );
});
