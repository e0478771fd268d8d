import elk, { type ElkExtendedEdge, type ElkNode } from "elkjs/lib/elk.bundled.js";
import { connectedParts } from "../flow/connected-parts.ts";
import type { Box, Edge, Group } from "../flow/graph.ts";
import { type Content, contentOf } from "./content-of.ts";
import { packed } from "./packed.ts";
import { textWidth } from "./text-width.ts";

export type Rectangle = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type Point = { readonly x: number; readonly y: number };

export type PlacedBox = Rectangle & {
  readonly box: Box;
  readonly content: Content;
  /** The ids of the boxes that it is drawn in. */
  readonly within: readonly string[];
};

export type PlacedLine = {
  readonly edge: Edge;
  /** From the first end to the second, with a point at each bend. */
  readonly points: readonly Point[];
  readonly label?: Rectangle & { readonly text: string };
};

export type PlacedGroup = {
  readonly boxes: readonly PlacedBox[];
  readonly lines: readonly PlacedLine[];
  readonly width: number;
  readonly height: number;
};

/** The size of a line's label. */
export const labelSize = 10;

const engine = new elk.default();

/** Between what is not connected. */
const partGap = 22;

/** https://eclipse.dev/elk/reference/options.html */
const options = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.alignment": "CENTER",
  "elk.json.edgeCoords": "ROOT",
  "elk.json.shapeCoords": "ROOT",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.padding": "[top=0,left=0,bottom=0,right=0]",
  "elk.randomSeed": "1",
};

const spacing = {
  "elk.spacing.nodeNode": "14",
  "elk.spacing.edgeNode": "10",
  "elk.spacing.edgeEdge": "8",
  "elk.spacing.edgeLabel": "2",
  "elk.layered.spacing.nodeNodeBetweenLayers": "22",
  "elk.layered.spacing.edgeNodeBetweenLayers": "10",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "8",
};

/**
 * Where the boxes and lines of a group stand, from left to right as they call each other. What is not connected is set beside each
 * other up to a width, and then below.
 */
export async function groupLayout(group: Group, width: number): Promise<PlacedGroup> {
  const parts = await Promise.all(connectedParts(group).map(partLayout));
  const places = packed(parts, { width, gap: partGap });
  const placed = parts.map((part, index) => movedPart(part, places[index] ?? { x: 0, y: 0 }));
  return {
    boxes: placed.flatMap(({ boxes }) => boxes),
    lines: placed.flatMap(({ lines }) => lines),
    width: Math.max(0, ...placed.map((part) => part.width)),
    height: Math.max(0, ...placed.map((part) => part.height)),
  };
}

/** `width` and `height` are then those from the group's corner. */
function movedPart({ boxes, lines, width, height }: PlacedGroup, by: Point): PlacedGroup {
  const moved = <P extends Point>(point: P): P => ({
    ...point,
    x: point.x + by.x,
    y: point.y + by.y,
  });
  return {
    boxes: boxes.map(moved),
    lines: lines.map(({ label, ...line }) => ({
      ...line,
      points: line.points.map(moved),
      ...(label ? { label: moved(label) } : {}),
    })),
    width: width + by.x,
    height: height + by.y,
  };
}

async function partLayout({ boxes, edges }: Omit<Group, "title">): Promise<PlacedGroup> {
  const graph: ElkNode = {
    id: "part",
    layoutOptions: {
      ...options,
      ...spacing,
      // Lines can lead into a container only then.
      ...(boxes.some((box) => box.boxes) ? { "elk.hierarchyHandling": "INCLUDE_CHILDREN" } : {}),
    },
    children: boxes.map(elkNode),
    edges: edges.map(elkEdge),
  };
  const laidOut: ElkNode = await engine.layout(graph);
  return {
    boxes: boxes.flatMap((box) => placedBoxes(box, laidOut.children ?? [], [])),
    lines: edges.map((edge, index) => placedLine(edge, laidOut.edges?.[index])),
    width: laidOut.width ?? 0,
    height: laidOut.height ?? 0,
  };
}

function elkNode(box: Box): ElkNode {
  const { width, height } = contentOf(box);
  if (!box.boxes) return { id: box.id, width, height };
  return {
    id: box.id,
    layoutOptions: {
      ...spacing,
      "elk.padding": `[top=${height},left=10,bottom=10,right=10]`,
      "elk.nodeSize.constraints": "MINIMUM_SIZE",
      "elk.nodeSize.minimum": `(${width},${height})`,
    },
    children: box.boxes.map(elkNode),
  };
}

function elkEdge({ from, to, label }: Edge, index: number): ElkExtendedEdge {
  const labels =
    label === undefined
      ? []
      : [
          {
            text: label,
            height: labelSize + 4,
            width: Math.ceil(textWidth(label, labelSize, "normal")) + 4,
          },
        ];
  return { id: `edge${index}`, sources: [from], targets: [to], labels };
}

function placedBoxes(
  box: Box,
  nodes: readonly ElkNode[],
  within: readonly string[],
): readonly PlacedBox[] {
  const node = nodes.find(({ id }) => id === box.id);
  const { x = 0, y = 0, width = 0, height = 0 } = node ?? {};
  const inner = [...within, box.id];
  return [
    { box, content: contentOf(box), within, x, y, width, height },
    ...(box.boxes ?? []).flatMap((child) => placedBoxes(child, node?.children ?? [], inner)),
  ];
}

function placedLine(edge: Edge, laidOut: ElkExtendedEdge | undefined): PlacedLine {
  const [section] = laidOut?.sections ?? [];
  if (!section) throw new Error(`No line was found from ${edge.from} to ${edge.to}`);
  const [label] = laidOut?.labels ?? [];
  const { x = 0, y = 0, width = 0, height = 0 } = label ?? {};
  return {
    edge,
    points: straight([section.startPoint, ...(section.bendPoints ?? []), section.endPoint]),
    ...(edge.label === undefined ? {} : { label: { text: edge.label, x, y, width, height } }),
  };
}

/** Where a line enters a container, its points may differ by a part of a pixel. */
function straight(points: readonly Point[]): readonly Point[] {
  const straightened: Point[] = [];
  for (const { x, y } of points) {
    const last = straightened.at(-1) ?? { x, y };
    straightened.push({
      x: Math.abs(x - last.x) < 1 ? last.x : x,
      y: Math.abs(y - last.y) < 1 ? last.y : y,
    });
  }
  return straightened;
}
