import type { DashboardDrawing } from "../src/dashboard/dashboard-drawing.ts";
import type { Rectangle, Shape, TextShape } from "../src/dashboard/shape.ts";
import { textWidth } from "../src/layout/text-width.ts";

/** What is wrong with a dashboard's drawing, a sentence each: text outside its widget, texts on each other, text that is too small. */
export function dashboardFaults({ shapes, widgets }: DashboardDrawing): readonly string[] {
  return [
    ...textFaults(shapes),
    ...widgets.flatMap(({ place, shapes: own }) => [
      ...textFaults(own),
      ...own
        .flatMap((shape) => boundsOf(shape))
        .filter(({ bounds }) => !isInside(bounds, place))
        .map(({ name }) => `${name} is outside its widget`),
    ]),
  ];
}

function textFaults(shapes: readonly Shape[]): readonly string[] {
  const texts = shapes.filter((shape) => shape.kind === "text");
  return [
    ...texts.filter(({ size }) => size < 10).map(({ text }) => `"${text}" is too small`),
    ...texts.flatMap((one, index) =>
      texts
        .slice(index + 1)
        .filter((other) => overlaps(textBounds(one), textBounds(other)))
        .map((other) => `"${one.text}" lies on "${other.text}"`),
    ),
  ];
}

function boundsOf(shape: Shape): readonly { readonly name: string; readonly bounds: Rectangle }[] {
  switch (shape.kind) {
    case "text":
      return [{ name: `"${shape.text}"`, bounds: textBounds(shape) }];
    case "rectangle":
      return [{ name: "a rectangle", bounds: shape }];
    case "line":
    case "area":
      return shape.points.map(({ x, y }) => ({
        name: `a point of a ${shape.kind}`,
        bounds: { x, y, width: 0, height: 0 },
      }));
    case "dot":
      return [{ name: "a dot", bounds: { x: shape.x, y: shape.y, width: 0, height: 0 } }];
    case "arc": {
      const reach = shape.radius + shape.width / 2;
      const bounds = { x: shape.x - reach, y: shape.y - reach, width: 2 * reach, height: reach };
      return [{ name: "a gauge", bounds }];
    }
  }
}

/** Letters reach about a quarter of their size below their line. */
function textBounds({ text, x, y, size, weight, anchor }: TextShape): Rectangle {
  // The allowance for wide fonts may reach over an edge or a neighbour by a pixel.
  const width = Math.max(0, textWidth(text, size, weight) - 2);
  const left = anchor === "start" ? x : anchor === "middle" ? x - width / 2 : x - width;
  return { x: left, y: y - size * 0.75, width, height: size * 0.85 };
}

function overlaps(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function isInside(one: Rectangle, outer: Rectangle): boolean {
  return (
    one.x >= outer.x - 0.1 &&
    one.y >= outer.y - 0.1 &&
    one.x + one.width <= outer.x + outer.width + 0.1 &&
    one.y + one.height <= outer.y + outer.height + 0.1
  );
}
