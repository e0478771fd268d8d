import type { Change } from "./changes.ts";

const order = ["create", "change in place", "may replace", "replace", "delete", "keep"] as const;

/** The changes as text: one line each, then their counts, then the warnings. */
export function printChanges(changes: readonly Change[]): string {
  const lines = changes.map(({ fate, type, name, inputs }) => {
    const because = inputs.map((input) => `${input.name} ${input.effect}`).join(", ");
    return `${fate.padEnd(16)}${name}  ${type}${because === "" ? "" : `\n${" ".repeat(16)}${because}`}`;
  });
  const counts = order.flatMap((fate) => {
    const count = changes.filter((change) => change.fate === fate).length;
    return count > 0 ? [`${count} ${fate}`] : [];
  });
  const warnings = changes.flatMap(({ name, warning }) => (warning ? [`${name}: ${warning}`] : []));
  return `${[...lines, counts.length > 0 ? counts.join(", ") : "nothing would change", ...warnings].join("\n")}\n`;
}
