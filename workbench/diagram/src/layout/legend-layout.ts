import type { Drawing, Mark } from "../flow/graph.ts";
import { captionSize } from "./caption-size.ts";
import { markShape, markWidth } from "./content-of.ts";
import { textWidth } from "./text-width.ts";

/** A mark from its upper left corner, and its meaning `textX` further right. */
export type LegendLine = {
  readonly mark: Mark;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly textX: number;
};

export type PlacedLegend = {
  readonly lines: readonly LegendLine[];
  readonly width: number;
  readonly height: number;
};

const gap = { beside: 8, below: 5 };

/** The legend by itself, a line for each mark. */
export function legendLayout(legend: Drawing["legend"]): PlacedLegend {
  const textX = Math.max(0, ...legend.map(({ mark }) => markWidth(mark))) + gap.beside;
  const height = markShape.height + gap.below;
  const widths = legend.map(({ meaning }) => textWidth(meaning, captionSize, "normal"));
  return {
    lines: legend.map(({ mark, meaning }, index) => ({
      mark,
      text: meaning,
      x: 0,
      y: index * height,
      textX,
    })),
    width: legend.length === 0 ? 0 : Math.ceil(textX + Math.max(...widths)),
    height: legend.length * height,
  };
}
