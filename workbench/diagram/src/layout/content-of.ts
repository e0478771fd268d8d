import type { Box, Mark } from "../flow/graph.ts";
import { textWidth } from "./text-width.ts";
import { wrapText } from "./wrap-text.ts";

export type TextLine = {
  readonly text: string;
  /** Of the left end of its base line, from the box's upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: "normal" | "bold";
};

export type PlacedMark = {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
  readonly width: number;
};

/** What is written in a box, and how large it is at least. */
export type Content = {
  readonly lines: readonly TextLine[];
  readonly marks: readonly PlacedMark[];
  readonly width: number;
  readonly height: number;
};

/** A box is not drawn smaller than this, however little is in it. */
const leastWidth = 48;

/** A mark's size in the picture's pixels. */
export const markShape = { height: 16, size: 10, padding: 5, gap: 4 };

const title = { size: 13, weight: "bold", height: 16 } as const;
const note = { size: 11, weight: "normal", height: 14 } as const;
const padding = 8;
const innerWidth = 88;

/** Titles are wrapped in a box, and marks stand below. A container has its title and its notes in its head. */
export function contentOf(box: Box): Content {
  return box.boxes ? headOf(box) : boxContent(box);
}

/** How wide a mark is drawn. */
export function markWidth({ text }: Mark): number {
  return Math.ceil(textWidth(text, markShape.size, "bold")) + 2 * markShape.padding;
}

function boxContent(box: Box): Content {
  const texts = [
    ...wrapText(box.title, "name", { ...title, width: innerWidth }).map((text) => ({
      text,
      ...title,
    })),
    ...box.notes
      .flatMap((text) => wrapText(text, "sentence", { ...note, width: innerWidth }))
      .map((text) => ({ text, ...note })),
  ];
  let top = padding - 2;
  const lines = texts.map(({ text, size, weight, height }) => {
    top += height;
    return { text, size, weight, x: padding, y: top - (height - size) };
  });
  const marks = marksFrom(box.marks ?? [], { x: padding, y: top + 6, most: innerWidth });
  const bottom = marks.at(-1) ? (marks.at(-1)?.y ?? 0) + markShape.height : top;
  return { lines, marks, width: padding + widthOf(lines, marks), height: bottom + padding };
}

function headOf(box: Box): Content {
  const name = { text: box.title, x: 12, y: 19, size: title.size, weight: title.weight };
  const notes = box.notes.map((text, index) => ({
    text,
    x: name.x,
    y: name.y + (index + 1) * note.height,
    size: note.size,
    weight: note.weight,
  }));
  const lines = [name, ...notes];
  const marks = marksFrom(box.marks ?? [], {
    x: name.x + measured(name) + markShape.gap,
    y: 7,
    most: Infinity,
  });
  const bottom = lines.at(-1)?.y ?? 0;
  return { lines, marks, width: padding + widthOf(lines, marks), height: bottom + 11 };
}

/** Marks beside each other, and in a new row where there is no room. */
function marksFrom(
  marks: readonly Mark[],
  { x, y, most }: { x: number; y: number; most: number },
): readonly PlacedMark[] {
  let left = x;
  let top = y;
  return marks.map((mark) => {
    const width = markWidth(mark);
    if (left > x && left + width > x + most) {
      left = x;
      top += markShape.height + markShape.gap;
    }
    const placed = { mark, x: left, y: top, width };
    left += width + markShape.gap;
    return placed;
  });
}

function widthOf(lines: readonly TextLine[], marks: readonly PlacedMark[]): number {
  const ends = [
    ...lines.map((line) => line.x + measured(line)),
    ...marks.map(({ x, width }) => x + width),
    padding + leastWidth,
  ];
  return Math.ceil(Math.max(...ends));
}

function measured({ text, size, weight }: Omit<TextLine, "x" | "y">): number {
  return textWidth(text, size, weight);
}
