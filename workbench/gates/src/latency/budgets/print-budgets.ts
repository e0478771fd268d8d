import type { LatencyBudgets, RecordedPart } from "./latency-budget.ts";

/** The content of the file of budgets, formatted as the formatter leaves it: sorted by name, with each part on a line. */
export function printBudgets(budgets: LatencyBudgets): string {
  const functions = Object.entries(budgets)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { reason, counts, keeps, allows, notOn, parts }]) =>
      property(1, name, [
        property(2, "reason", JSON.stringify(reason)),
        property(2, "counts", values(3, counts)),
        property(2, "keeps", list(keeps)),
        property(2, "allows", values(3, allows)),
        ...(notOn ? [property(2, "notOn", list(notOn))] : []),
        property(2, "parts", partLines(parts)),
      ]),
    );
  return `${block(0, functions)}\n`;
}

function partLines(parts: { readonly [name: string]: RecordedPart }): readonly string[] {
  return Object.entries(parts).map(([name, { bytes, functionsRun }]) =>
    property(3, name, `{ "bytes": ${bytes}, "functionsRun": ${functionsRun} }`),
  );
}

function values(depth: number, object: object): readonly string[] {
  return Object.entries(object).map(([key, value]) => property(depth, key, JSON.stringify(value)));
}

/** What the formatter keeps in one line of 100 characters, after `    "keeps": ` and before a comma. */
const longestList = 86;

function list(items: readonly string[]): string {
  const inOneLine = `[${items.map((item) => JSON.stringify(item)).join(", ")}]`;
  if (inOneLine.length <= longestList) return inOneLine;
  return `[\n${items.map((item) => `${indent(3)}${JSON.stringify(item)}`).join(",\n")}\n${indent(2)}]`;
}

function property(depth: number, key: string, value: string | readonly string[]): string {
  const text = typeof value === "string" ? value : block(depth, value);
  return `${indent(depth)}${JSON.stringify(key)}: ${text}`;
}

function block(depth: number, lines: readonly string[]): string {
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent(depth)}}`;
}

function indent(depth: number): string {
  return "  ".repeat(depth);
}
