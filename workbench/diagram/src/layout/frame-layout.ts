import type { PlacedGroup, Point, Rectangle } from "./group-layout.ts";
import { textWidth } from "./text-width.ts";

export type Sized = { readonly title: string; readonly group: PlacedGroup };

export type PlacedFrame = Sized & Rectangle;

type Size = Pick<Rectangle, "width" | "height">;

export type PlacedFrames = {
  readonly frames: readonly PlacedFrame[];
  /** The legend's upper left corner: beside the last frame where there is room, otherwise below. */
  readonly legend: Point;
  /** Without the margin. */
  readonly width: number;
  /** Where the frames and the legend end. */
  readonly bottom: number;
};

/** The width of a README on GitHub. A picture is wider only when one of its frames is. */
const usualWidth = 850;
const gap = 12;
const inside = { side: 14, head: 30, foot: 14 };

export const frameTitle = { size: 12, weight: "bold", x: inside.side, y: 20 } as const;

/** How wide a group can be without making the picture wider. A group without a title has no frame. */
export function roomIn(title: string): number {
  return usualWidth - 2 * sideOf(title);
}

/** Where a group begins, from its frame's corner. */
export function frameInset(title: string): Point {
  return { x: sideOf(title), y: title === "" ? 0 : inside.head };
}

/** Frames beside each other as long as there is room, and then below. The last of a row fills it. */
export function frameLayout(sized: readonly Sized[], margin: number, legend: Size): PlacedFrames {
  const inner = Math.max(usualWidth, legend.width, ...sized.map(frameWidth));
  const frames: PlacedFrame[] = [];
  let top = margin;
  for (const row of rowsOf(sized, inner)) {
    const height = Math.max(...row.map(frameHeight));
    let left = margin;
    for (const one of row) {
      frames.push({ ...one, x: left, y: top, width: frameWidth(one), height });
      left += frameWidth(one) + gap;
    }
    top += height + gap;
  }
  const last = frames.at(-1);
  const right = last ? last.x + last.width : margin;
  const isRoom = right + 2 * gap + legend.width <= margin + inner;
  const isBeside = last && legend.height > 0 && legend.height <= last.height && isRoom;
  return {
    frames: frames.map((frame, index) => {
      const isLast = frame === last ? !isBeside : frames[index + 1]?.y !== frame.y;
      return isLast && frame.title !== "" ? { ...frame, width: margin + inner - frame.x } : frame;
    }),
    legend: isBeside
      ? { x: right + 2 * gap, y: last.y + (last.height - legend.height) / 2 }
      : { x: margin, y: top },
    width: inner,
    bottom: isBeside ? top : top + legend.height,
  };
}

function rowsOf(sized: readonly Sized[], width: number): readonly (readonly Sized[])[] {
  const rows: Sized[][] = [];
  for (const one of sized) {
    const last = rows.at(-1) ?? [];
    const used = last.reduce((sum, other) => sum + frameWidth(other) + gap, 0);
    if (last.length > 0 && used + frameWidth(one) <= width) last.push(one);
    else rows.push([one]);
  }
  return rows;
}

function frameWidth({ title, group }: Sized): number {
  const titleWidth = textWidth(title, frameTitle.size, frameTitle.weight);
  return Math.ceil(Math.max(group.width, titleWidth)) + 2 * sideOf(title);
}

function frameHeight({ title, group }: Sized): number {
  return Math.ceil(group.height) + (title === "" ? 0 : inside.head + inside.foot);
}

function sideOf(title: string): number {
  return title === "" ? 0 : inside.side;
}
