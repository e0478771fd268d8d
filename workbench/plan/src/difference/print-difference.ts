import type { Json } from "../plan.ts";
import type { Change, PlanDifference } from "./plan-difference.ts";

const signs: { readonly [kind in Change["kind"]]: string } = {
  created: "+",
  removed: "-",
  changed: "~",
  replaced: "-/+",
};

const shownProperties = 8;
const shownCharacters = 60;

/** A difference as text, a line for each resource and property. Empty when there is none. */
export function printDifference({ changes, code }: PlanDifference): string {
  return [
    ...changes.flatMap(({ kind, resource, type, properties }) => [
      `${signs[kind]} ${resource} (${type})${kind === "replaced" ? ": a new resource; the data of the old one is not moved" : ""}`,
      ...properties
        .slice(0, shownProperties)
        .map(({ path, before, after }) => `    ${path}: ${shown(before)} -> ${shown(after)}`),
      ...(properties.length > shownProperties
        ? [`    and ${properties.length - shownProperties} more`]
        : []),
    ]),
    ...(code.length > 0 ? [`~ code of ${code.join(", ")}`] : []),
  ].join("\n");
}

function shown(value: Json | undefined): string {
  if (value === undefined) return "(none)";
  const text = JSON.stringify(value);
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters - 3)}...`;
}
