import { wrapText } from "../layout/wrap-text.ts";
import { fitText } from "./fit-text.ts";
import type { Rectangle, Shape } from "./shape.ts";
import { write } from "./write.ts";

/** The size of what is written in a widget, except of its title and of large values. */
export const smallSize = 11;
const titleSize = 13;
const padding = 12;
const titleHeight = 26;
const lineHeight = 16;
const heightForTwoLines = 150;

/** The frame of a widget with its title, and the place inside of it for everything else. */
export function widgetFrame(
  place: Rectangle,
  title: string,
): { readonly shapes: readonly Shape[]; readonly inside: Rectangle } {
  const { x, y, width, height } = place;
  const font = { size: titleSize, weight: "bold", width: width - 2 * padding } as const;
  const lines = titleLines(title, font, height > heightForTwoLines ? 2 : 1);
  const top = lines.length === 0 ? padding : titleHeight + 4 + (lines.length - 1) * lineHeight;
  return {
    shapes: [
      { kind: "rectangle", ...place, rx: 6, fill: "frame", stroke: "edge" },
      ...lines.map((line, index) =>
        write(
          line,
          { x: x + padding, y: y + 20 + index * lineHeight, size: titleSize },
          { weight: "bold", paint: "text" },
        ),
      ),
    ],
    inside: { x: x + padding, y: y + top, width: font.width, height: height - top - padding },
  };
}

function titleLines(
  title: string,
  font: { readonly size: number; readonly weight: "bold"; readonly width: number },
  most: number,
): readonly string[] {
  if (title === "") return [];
  const lines = wrapText(title, "sentence", font);
  const last = lines.slice(most - 1).join(" ");
  const shown = lines.length > most ? [...lines.slice(0, most - 1), last] : lines;
  return shown.map((line) => fitText(line, font));
}
