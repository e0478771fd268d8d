import { numberText } from "../number-text.ts";
import type { TextShape } from "../shape.ts";
import type { ShownSeries } from "../shown-series.ts";
import { write } from "../write.ts";

/** What is written for the last value of a series. */
export function lastValueText({ points }: Pick<ShownSeries, "points">): string {
  const last = points.at(-1);
  return last ? numberText(last.value) : "no data";
}

/** The last value of a series: bold, or muted words where it has none. */
export function lastValue(
  series: Pick<ShownSeries, "points">,
  at: Parameters<typeof write>[1],
  anchor: TextShape["anchor"],
): TextShape {
  const isThere = series.points.length > 0;
  return write(
    lastValueText(series),
    at,
    isThere ? { anchor, weight: "bold", paint: "text" } : { anchor },
  );
}
