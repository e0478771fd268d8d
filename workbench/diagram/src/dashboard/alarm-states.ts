import type { AlarmWidget } from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import { textWidth } from "../layout/text-width.ts";
import { alarmNameOf } from "./alarm-name-of.ts";
import type { AlarmState } from "./dashboard-data.ts";
import { fitText } from "./fit-text.ts";
import { itemsWithRoom } from "./items-with-room.ts";
import { noData } from "./no-data.ts";
import type { Rectangle, Shape } from "./shape.ts";
import { sharedBeginning } from "./shared-beginning.ts";
import { smallSize } from "./widget-frame.ts";
import { write } from "./write.ts";

const rowHeight = 23;
const mark = { width: 58, height: 17, size: 10 };
const gap = { afterMark: 7, between: 16 };
const words: { readonly [state in AlarmState]: string } = {
  OK: "OK",
  ALARM: "ALARM",
  INSUFFICIENT_DATA: "NO DATA",
};
const order: readonly (AlarmState | undefined)[] = ["ALARM", "INSUFFICIENT_DATA", "OK", undefined];

/**
 * Each alarm with its state, those in ALARM first, and of a widget with states only the alarms in these. The beginning that all names
 * share, or that one name shares with the dashboard, is left out: `shop-dev-`.
 */
export function alarmStates(
  { alarmArns: arns, states: wanted }: Pick<AlarmWidget, "alarmArns" | "states">,
  states: ReadonlyMap<string, AlarmState>,
  dashboard: string,
  inside: Rectangle,
): readonly Shape[] {
  const names = arns.map(alarmNameOf);
  const shared = Math.max(
    sharedBeginning(names).length,
    sharedBeginning([`${dashboard}-`, ...names]).length,
  );
  const alarms = arns
    .map((arn, index) => ({ name: (names[index] ?? "").slice(shared), state: states.get(arn) }))
    // Whether an alarm of unknown state is among the wanted ones is not known either.
    .filter(({ state }) => wanted.length === 0 || state === undefined || wanted.includes(state))
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  if (alarms.length === 0) {
    return noData(inside, `none of ${arns.length} alarms is in ${wanted.join(" or ")}`);
  }
  const widest = Math.max(...alarms.map(({ name }) => textWidth(name, smallSize, "normal")));
  const oneWidth = mark.width + gap.afterMark + widest + gap.between;
  const columns = Math.max(1, Math.floor((inside.width + gap.between) / oneWidth));
  const rows = Math.max(1, Math.floor(inside.height / rowHeight));
  const width = columns === 1 ? inside.width : Math.max(oneWidth, inside.width / columns);
  const { shown, more } = itemsWithRoom(alarms, rows * columns);
  const placeOf = (index: number) => ({
    x: inside.x + (index % columns) * width,
    y: inside.y + Math.floor(index / columns) * rowHeight,
  });
  const shapes = shown.flatMap(({ name, state }, index): Shape[] => {
    const { x, y } = placeOf(index);
    const text = state === undefined ? "not known" : words[state];
    const box = { x, y, width: mark.width, height: mark.height };
    return [
      {
        kind: "rectangle",
        ...box,
        rx: 4,
        fill: state === undefined ? "page" : { state },
        stroke: state === undefined ? "edge" : { state },
      },
      write(
        text,
        { x: x + mark.width / 2, y: y + 12.5, size: mark.size },
        { anchor: "middle", weight: "bold", paint: state === undefined ? "muted" : "white" },
      ),
      write(
        fitText(name, {
          size: smallSize,
          weight: "normal",
          width: width - mark.width - gap.between,
        }),
        { x: x + mark.width + gap.afterMark, y: y + 12.5, size: smallSize },
        { paint: "text" },
      ),
    ];
  });
  if (more === 0) return shapes;
  const { x, y } = placeOf(shown.length);
  return [...shapes, write(`and ${more} more`, { x, y: y + 12.5, size: smallSize })];
}
