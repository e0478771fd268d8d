/** Those of GitHub's pages. */
const fonts =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif";

/** A whole picture of these lines on a page of this colour, with what the lines refer to in `definitions`. */
export function picture(
  of: {
    readonly title: string;
    readonly width: number;
    readonly height: number;
    readonly page: string;
    readonly definitions?: readonly string[];
  },
  lines: readonly string[],
): string {
  const width = number(of.width);
  const height = number(of.height);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${fonts}">`,
    `<title>${escaped(of.title)}</title>`,
    ...(of.definitions ?? []),
    `<rect width="${width}" height="${height}" rx="8" fill="${of.page}"/>`,
    ...lines,
    "</svg>",
  ].join("\n")}\n`;
}

/** A coordinate or a length, rounded to a tenth of a pixel. */
export function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Text in which XML finds nothing of its own. */
export function escaped(content: string): string {
  return content
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A rectangle with round corners, without an edge when it has no `stroke`. */
export function rectangle(of: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rx: number;
  readonly fill: string;
  readonly stroke?: string;
}): string {
  const { x, y, width, height, rx, fill } = of;
  const stroke = of.stroke === undefined ? "" : ` stroke="${of.stroke}"`;
  return `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="${rx}" fill="${fill}"${stroke}/>`;
}

/** A text that stands on `y`. */
export function text(of: {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly weight?: "normal" | "bold";
  readonly anchor?: "start" | "middle" | "end";
}): string {
  const weight = of.weight === "bold" ? ' font-weight="600"' : "";
  const { anchor: at = "start" } = of;
  const anchor = at === "start" ? "" : ` text-anchor="${at}"`;
  return `<text x="${number(of.x)}" y="${number(of.y)}" font-size="${of.size}" fill="${of.fill}"${weight}${anchor}>${escaped(of.text)}</text>`;
}

/** A point of a path. */
export function pair({ x, y }: { readonly x: number; readonly y: number }): string {
  return `${number(x)} ${number(y)}`;
}
