import { wrapText } from "../layout/wrap-text.ts";
import { fitText } from "./fit-text.ts";
import type { Rectangle, Shape, TextShape } from "./shape.ts";
import { write } from "./write.ts";

type Line = Pick<TextShape, "text" | "size" | "weight">;

const headingSizes = [18, 15, 13];
const normalSize = 12;
const lineHeight = 1.25;
const rowHeight = 40;

/**
 * The headings, paragraphs and list entries of a text widget. Of links and emphasis only the words are drawn. What finds no room is
 * cut off after an ellipsis.
 */
export function markdownText(markdown: string, inside: Rectangle): readonly Shape[] {
  const { x, width, height } = inside;
  const lines = markdown.split("\n").flatMap((line): Line[] => {
    const [, marks = "", heading] = /^(#{1,6})\s+(.*)$/.exec(line) ?? [];
    const size = headingSizes[marks.length - 1] ?? normalSize;
    const weight = heading === undefined ? "normal" : "bold";
    const text = plain(heading ?? line.replace(/^\s*[*+-]\s+/, "• "));
    if (text === "") return [];
    return wrapText(text, "sentence", { size, weight, width }).map((part) => ({
      text: fitText(part, { size, weight, width }),
      size,
      weight,
    }));
  });
  let bottom = 0;
  const fitting = lines.filter(({ size }, index) => {
    bottom += size * lineHeight;
    return index === 0 || bottom <= height;
  });
  const total = fitting.reduce((sum, { size }) => sum + size * lineHeight, 0);
  // One row of the grid is the heading of what stands below it.
  let base = inside.y + (height <= rowHeight ? Math.max(0, height - total) / 2 : 0);
  return fitting.map(({ text, size, weight }, index) => {
    base += size * lineHeight;
    const isCut = index === fitting.length - 1 && fitting.length < lines.length;
    return write(
      isCut ? fitText(`${text} …`, { size, weight, width }) : text,
      { x, y: base - size * (lineHeight - 1), size },
      { weight, paint: weight === "bold" ? "text" : "muted" },
    );
  });
}

function plain(text: string): string {
  return text
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[*_`]{1,3}([^*_`]+)[*_`]{1,3}/g, "$1")
    .trim();
}
