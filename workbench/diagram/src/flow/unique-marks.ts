import type { Mark } from "./graph.ts";

const order: readonly Mark["kind"][] = ["database", "table", "bucket", "failure", "elsewhere"];

/** Each mark once, by kind. */
export function uniqueMarks(marks: readonly Mark[]): readonly Mark[] {
  const unique = new Map(marks.map((mark) => [`${mark.kind} ${mark.text}`, mark]));
  return [...unique.values()].toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
