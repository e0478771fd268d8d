import { escaped, fonts, number } from "../layout/svg-parts.ts";
import type { Theme } from "../layout/theme.ts";
import type { DashboardDrawing } from "./dashboard-drawing.ts";
import type { Paint, Shape, Spot } from "./shape.ts";

/** The picture of a dashboard as SVG. The same drawing gives the same bytes. */
export function dashboardSvg(drawing: DashboardDrawing, theme: Theme): string {
  const { title, shapes, widgets } = drawing;
  const width = number(drawing.width);
  const height = number(drawing.height);
  const write = (shape: Shape) => shapeSvg(shape, theme);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${fonts}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${theme.page}"/>`,
    ...shapes.map(write),
    ...widgets.map((widget) => {
      const name = widget.title === "" ? "" : `<title>${escaped(widget.title)}</title>`;
      return `<g>${name}${widget.shapes.map(write).join("")}</g>`;
    }),
    "</svg>",
  ].join("\n")}\n`;
}

function shapeSvg(shape: Shape, theme: Theme): string {
  switch (shape.kind) {
    case "text": {
      const weight = shape.weight === "bold" ? ' font-weight="600"' : "";
      const anchor = shape.anchor === "start" ? "" : ` text-anchor="${shape.anchor}"`;
      return `<text x="${number(shape.x)}" y="${number(shape.y)}" font-size="${shape.size}" fill="${colour(shape.paint, theme)}"${weight}${anchor}>${escaped(shape.text)}</text>`;
    }
    case "rectangle": {
      const { x, y, width, height, rx, fill, stroke } = shape;
      const edge = stroke === undefined ? "" : ` stroke="${colour(stroke, theme)}"`;
      return `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="${rx}" fill="${colour(fill, theme)}"${edge}/>`;
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

function pair({ x, y }: Spot): string {
  return `${number(x)} ${number(y)}`;
}
