import { escaped, number, pair, picture, rectangle, text } from "../layout/svg-parts.ts";
import type { Theme } from "../layout/theme.ts";
import type { DashboardDrawing } from "./dashboard-drawing.ts";
import type { Paint, Shape, Spot } from "./shape.ts";

/** The picture of a dashboard as SVG. The same drawing gives the same bytes. */
export function dashboardSvg(drawing: DashboardDrawing, theme: Theme): string {
  const write = (shape: Shape) => shapeSvg(shape, theme);
  return picture({ ...drawing, page: theme.page }, [
    ...drawing.shapes.map(write),
    ...drawing.widgets.map((widget) => {
      const name = widget.title === "" ? "" : `<title>${escaped(widget.title)}</title>`;
      return `<g>${name}${widget.shapes.map(write).join("")}</g>`;
    }),
  ]);
}

function shapeSvg(shape: Shape, theme: Theme): string {
  switch (shape.kind) {
    case "text":
      return text({ ...shape, fill: colour(shape.paint, theme) });
    case "rectangle": {
      const { fill, stroke, ...place } = shape;
      return rectangle({
        ...place,
        fill: colour(fill, theme),
        ...(stroke === undefined ? {} : { stroke: colour(stroke, theme) }),
      });
    }
    case "line": {
      const dashes = shape.isDashed ? ' stroke-dasharray="5 4"' : "";
      return `<polyline points="${pairs(shape.points)}" fill="none" stroke="${colour(shape.paint, theme)}" stroke-width="${shape.width}" stroke-linejoin="round"${dashes}/>`;
    }
    case "area":
      return `<polygon points="${pairs(shape.points)}" fill="${colour(shape.paint, theme)}" fill-opacity="0.3"/>`;
    case "dot":
      return `<circle cx="${number(shape.x)}" cy="${number(shape.y)}" r="${shape.radius}" fill="${colour(shape.paint, theme)}"/>`;
    case "arc": {
      const { radius, width } = shape;
      const on = (share: number): Spot => ({
        x: shape.x - radius * Math.cos(Math.PI * share),
        y: shape.y - radius * Math.sin(Math.PI * share),
      });
      return `<path d="M${pair(on(shape.from))}A${number(radius)} ${number(radius)} 0 0 1 ${pair(on(shape.to))}" fill="none" stroke="${colour(shape.paint, theme)}" stroke-width="${number(width)}"/>`;
    }
  }
}

function colour(paint: Paint, theme: Theme): string {
  if (typeof paint === "object") {
    if ("exact" in paint) return escaped(paint.exact);
    if ("state" in paint) return theme.states[paint.state];
    return theme.series[paint.series % theme.series.length] ?? theme.text;
  }
  switch (paint) {
    case "page":
      return theme.page;
    case "frame":
      return theme.frame.fill;
    case "edge":
      return theme.frame.stroke;
    case "text":
      return theme.text;
    case "muted":
      return theme.muted;
    case "white":
      return "#ffffff";
  }
}

function pairs(points: readonly Spot[]): string {
  return points.map((point) => `${number(point.x)},${number(point.y)}`).join(" ");
}
