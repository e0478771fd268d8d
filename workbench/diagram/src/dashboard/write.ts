import type { Paint, TextShape } from "./shape.ts";

/** A text of a dashboard: normal, muted and left-aligned unless `more` says otherwise. */
export function write(
  text: string,
  at: { readonly x: number; readonly y: number; readonly size: number },
  more: Partial<Pick<TextShape, "weight" | "anchor">> & { readonly paint?: Paint } = {},
): TextShape {
  return { kind: "text", text, weight: "normal", anchor: "start", paint: "muted", ...at, ...more };
}
