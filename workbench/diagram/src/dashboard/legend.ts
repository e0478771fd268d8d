import { textWidth } from "../layout/text-width.ts";
import { fitText } from "./fit-text.ts";
import type { Paint, Rectangle, Shape } from "./shape.ts";
import { smallSize } from "./widget-frame.ts";
import { write } from "./write.ts";

const rowHeight = 16;
const swatch = { size: 9, gap: 5 };
const gap = 14;

/**
 * The names of the lines at the bottom of `place`, in at most `mostRows` rows. The names that find no room are counted.
 * @returns the shapes, and the height that they take
 */
export function legend(
  entries: readonly { readonly label: string; readonly paint: Paint }[],
  place: Rectangle,
  mostRows: number,
): { readonly shapes: readonly Shape[]; readonly height: number } {
  const font = { size: smallSize, weight: "normal" } as const;
  const before = swatch.size + swatch.gap;
  const sized = entries.map(({ label, paint }) => {
    const text = fitText(label, { ...font, width: place.width - before });
    return { text, paint, width: before + textWidth(text, font.size, font.weight) };
  });
  const placed: { x: number; row: number; text: string; paint?: Paint }[] = [];
  let left = 0;
  let row = 0;
  for (const { text, paint, width } of sized) {
    if (left > 0 && left + width > place.width) {
      left = 0;
      row += 1;
    }
    if (row === mostRows) break;
    placed.push({ x: left, row, text, paint });
    left += width + gap;
  }
  row = placed.at(-1)?.row ?? 0;
  while (placed.length < sized.length) {
    const last = placed.pop();
    if (!last) break;
    const text = `and ${sized.length - placed.filter(({ paint }) => paint).length} more`;
    if (last.x + textWidth(text, font.size, font.weight) > place.width) continue;
    placed.push({ x: last.x, row: last.row, text });
    break;
  }
  const height = placed.length === 0 ? 0 : (row + 1) * rowHeight;
  const top = place.y + place.height - height;
  return {
    height,
    shapes: placed.flatMap(({ x, row: at, text, paint }): Shape[] => {
      const base = top + at * rowHeight + 12;
      const box = {
        x: place.x + x,
        y: base - swatch.size,
        width: swatch.size,
        height: swatch.size,
      };
      return paint === undefined
        ? [write(text, { x: place.x + x, y: base, size: smallSize })]
        : [
            { kind: "rectangle", ...box, rx: 2, fill: paint },
            write(text, { x: place.x + x + before, y: base, size: smallSize }),
          ];
    }),
  };
}
