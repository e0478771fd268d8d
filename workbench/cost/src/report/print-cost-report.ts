import { assumptions } from "../assumptions/assumptions.ts";
import { sumOf } from "../exact-decimal.ts";
import type { UsdRange } from "../model/stage-cost.ts";
import type { CostPart, CostReport } from "./cost-report.ts";
import { usdRangeText, usdText } from "./usd-text.ts";

const shownParts = 12;
const nameWidth = 44;
const thousand = 1_000;

/** The report as text, for a terminal. */
export function printCostReport(report: CostReport): string {
  const { stage, region, profile, month, idle, perWork } = report;
  return [
    `Stage ${stage}, traffic "${profile}", ${region}, US dollars a month of 730 hours; in brackets, the range of the assumptions`,
    "",
    line("the whole stage", usdRangeText(month)),
    line("of that without any traffic", usdRangeText(idle)),
    ...perWork.flatMap(({ name, usd }) => [
      line(`1,000 more of: ${name}`, usdRangeText(times(usd, thousand), 4)),
      line(`one ${name}`, usdRangeText(usd, 8)),
    ]),
    ...section("By resource", report.byResource),
    ...section("By cause", report.byCause),
    ...section("By billed unit", report.byUnit),
    "",
    "Assumptions: low, expected, high",
    ...Object.entries(assumptions).map(
      ([name, { low, expected, high, what }]) =>
        `  ${name.padEnd(32)} ${low}, ${expected}, ${high}: ${what}`,
    ),
    ...report.unpriced.map(
      ({ type, names }) =>
        `\nNO PRICE: ${type} (${names.join(", ")}). What is unknown is not free.`,
    ),
    ...(report.withoutDuration.length > 0
      ? [`\nNO RECORDED DURATION: ${report.withoutDuration.join(", ")}`]
      : []),
    "",
  ].join("\n");
}

function section(title: string, parts: readonly CostPart[]): readonly string[] {
  const shown = parts.slice(0, shownParts);
  const rest = parts.slice(shownParts);
  return [
    "",
    title,
    ...shown.map(({ name, usd }) => line(name, usdText(usd))),
    ...(rest.length > 0
      ? [line(`${rest.length} more`, usdText(sumOf(rest.map(({ usd }) => usd))))]
      : []),
  ];
}

function line(name: string, text: string): string {
  return `  ${name.padEnd(nameWidth)} ${text}`;
}

function times({ low, expected, high }: UsdRange, factor: number): UsdRange {
  return { low: low.times(factor), expected: expected.times(factor), high: high.times(factor) };
}
