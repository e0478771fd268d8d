import { markdownTable } from "../../markdown-table.ts";
import type { ComparedValue, LocalResult } from "./local-result.ts";

/** The measured values and what was observed, as two tables in Markdown. */
export function printLocal(results: readonly LocalResult[]): string {
  const measured = results.flatMap((result) => ("problem" in result ? [] : [result]));
  const [base] = measured;
  const values = Object.keys(base?.values ?? {});
  const observed = Object.keys(base?.observed ?? {});
  return [
    ...markdownTable(
      ["tool", "versions", ...values.flatMap((value) => [value, "ratio"])],
      results.map((result) => {
        const about = [result.name, result.versions.join(", ") || "-"];
        if ("problem" in result) return [...about, `not measured: ${result.problem}`];
        return [...about, ...values.flatMap((value) => valueCells(result.values[value]))];
      }),
    ),
    "",
    ...markdownTable(
      ["case", "AWS", ...measured.map(({ name }) => name)],
      observed.map((name) => [
        name,
        base?.observed[name]?.aws ?? "",
        ...measured.map((each) => each.observed[name]?.tool ?? "-"),
      ]),
    ),
  ].join("\n");
}

function valueCells(compared: ComparedValue | undefined): readonly string[] {
  if (!compared || Number.isNaN(compared.value.median)) return ["-", "-"];
  const { low, median, high } = compared.ratio;
  const ratio = `${median.toFixed(2)} [${low.toFixed(2)} to ${high.toFixed(2)}]`;
  return [figure(compared.value.median), ratio];
}

/** With three digits, or all before the point. */
function figure(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
