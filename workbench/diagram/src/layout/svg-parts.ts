/** The fonts of every picture: those of GitHub's pages. */
export const fonts =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif";

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
