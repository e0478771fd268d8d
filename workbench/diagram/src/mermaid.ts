import type { Edge, Graph, Group, Node, Shape } from "./graph.ts";

const brackets: { readonly [shape in Shape]: readonly [string, string] } = {
  function: ["(", ")"],
  caller: [">", "]"],
  messages: ["[[", "]]"],
  store: ["[(", ")]"],
  machine: ["{{", "}}"],
  service: ["([", "])"],
};

/** A graph as Mermaid writes it: https://mermaid.js.org/syntax/flowchart.html. Edges alike but for one end share a line. */
export function mermaid({ groups, edges }: Graph): string {
  return [
    "flowchart LR",
    ...groups.flatMap((group) => groupLines(group, "  ")),
    ...edgeLines(edges).map((line) => `  ${line}`),
  ].join("\n");
}

function groupLines({ id, title, nodes, groups = [] }: Group, indent: string): readonly string[] {
  const inner = `${indent}  `;
  const content = [
    ...nodes.map((node) => `${inner}${nodeText(node)}`),
    ...groups.flatMap((group) => groupLines(group, inner)),
  ];
  if (content.length === 0) return [];
  return [`${indent}subgraph ${id}["${escaped(title)}"]`, ...content, `${indent}end`];
}

function nodeText({ id, label, shape }: Node): string {
  const [open, close] = brackets[shape];
  return `${id}${open}"${label.map(escaped).join("<br/>")}"${close}`;
}

function edgeLines(edges: readonly Edge[]): readonly string[] {
  const lines = merged(
    edges.map(({ from, to, ...rest }) => ({ from: [from], arrow: arrowText(rest), to: [to] })),
    "from",
    "to",
  );
  return merged(lines, "to", "from").map(
    ({ from, arrow, to }) => `${from.join(" & ")} ${arrow} ${to.join(" & ")}`,
  );
}

type Line = {
  readonly from: readonly string[];
  readonly arrow: string;
  readonly to: readonly string[];
};

/** Lines that are the same at one end made one, with all of their other ends. */
function merged(lines: readonly Line[], open: "from" | "to", fixed: "from" | "to"): Line[] {
  const alike = Map.groupBy(lines, (line) => JSON.stringify([line[fixed], line.arrow]));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, [open]: [...new Set(group.flatMap((line) => line[open]))] }] : [];
  });
}

function arrowText({ label, dashed }: Pick<Edge, "label" | "dashed">): string {
  const arrow = dashed ? "-.->" : "-->";
  return label === undefined ? arrow : `${arrow}|"${escaped(label)}"|`;
}

/** https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
function escaped(text: string): string {
  return text.replaceAll("#", "#35;").replaceAll('"', "#quot;").replaceAll("<", "#lt;");
}
