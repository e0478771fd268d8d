import type { MetricWidget } from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import { textWidth } from "../../layout/text-width.ts";
import { fitText } from "../fit-text.ts";
import { numberText } from "../number-text.ts";
import { scale } from "../scale.ts";
import type { Rectangle, Shape } from "../shape.ts";
import type { ShownSeries } from "../shown-series.ts";
import { smallSize } from "../widget-frame.ts";
import { write } from "../write.ts";
import { lastValue, lastValueText } from "./last-value.ts";

const belowHeight = 34;
const largestRadius = 110;

/** The last value of the first series on a half circle from the axis's minimum to its maximum. */
export function gauge(
  widget: MetricWidget,
  series: readonly ShownSeries[],
  inside: Rectangle,
): readonly Shape[] {
  const [shown] = series;
  if (!shown) return [];
  const { min = 0, max = 1 } = widget.axes.left;
  const last = shown.points.at(-1);
  const width = Math.max(8, Math.min(22, inside.height / 8));
  const radius = Math.max(
    10,
    Math.min(largestRadius, inside.width / 2, inside.height - belowHeight) - width / 2,
  );
  const x = inside.x + inside.width / 2;
  const y = inside.y + radius + width / 2;
  const arc = { kind: "arc" as const, x, y, radius, width };
  const most = ((radius - width) * 1.5) / textWidth(lastValueText(shown), 1, "bold");
  const size = last ? Math.max(12, Math.min(28, Math.floor(most))) : 12;
  const font = { size: smallSize, weight: "normal", width: inside.width } as const;
  const name = shown.label === widget.title ? "" : fitText(shown.label, font);
  const ends = [
    { text: numberText(min), x: x - radius },
    { text: numberText(max), x: x + radius },
  ];
  return [
    { ...arc, from: 0, to: 1, paint: "edge" },
    ...(last
      ? [{ ...arc, from: 0, to: scale([min, max], [0, 1])(last.value), paint: shown.paint }]
      : []),
    lastValue(shown, { x, y: y - 2, size }, "middle"),
    ...ends.map((end) =>
      write(end.text, { x: end.x, y: y + 15, size: smallSize }, { anchor: "middle" }),
    ),
    ...(name === "" ? [] : [write(name, { x, y: y + 30, size: smallSize }, { anchor: "middle" })]),
  ];
}
