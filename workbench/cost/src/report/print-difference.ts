import { type Decimal, zero } from "../exact-decimal.ts";
import type { CostPart, CostReport } from "./cost-report.ts";
import { usdText } from "./usd-text.ts";

const cent = 0.01;
const orderDigits = 8;

/** What changes between two reports of a stage, as Markdown for a pull request. `title` says what differs between the programs. */
export function printDifference(before: CostReport, after: CostReport, title: string): string {
  const rows = changed(before.byResource, after.byResource);
  const units = changed(before.byUnit, after.byUnit);
  return [
    `### What ${after.stage} costs: ${title}`,
    "",
    `US dollars a month of 730 hours, traffic \`${after.profile}\`, ${after.region}, expected values.`,
    "",
    "| | before | after | difference |",
    "|---|---:|---:|---:|",
    row("the whole stage", before.month.expected, after.month.expected),
    row("without any traffic", before.idle.expected, after.idle.expected),
    ...after.perWork.map(({ name, usd }) =>
      row(
        `one ${name}`,
        before.perWork.find((each) => each.name === name)?.usd.expected ?? zero,
        usd.expected,
        orderDigits,
      ),
    ),
    ...rows.map(({ name, from, to }) => row(name, from, to)),
    ...(rows.length === 0 ? ["", "No resource changes by a cent."] : []),
    ...(units.length === 0
      ? []
      : [
          "",
          "| billed unit | before | after | difference |",
          "|---|---:|---:|---:|",
          ...units.map(({ name, from, to }) => row(name, from, to)),
        ]),
    ...newlyUnpriced(before, after),
  ].join("\n");
}

function changed(before: readonly CostPart[], after: readonly CostPart[]) {
  const names = new Set([...before, ...after].map(({ name }) => name));
  const usdOf = (parts: readonly CostPart[], wanted: string) =>
    parts.find(({ name }) => name === wanted)?.usd ?? zero;
  return [...names]
    .map((name) => ({ name, from: usdOf(before, name), to: usdOf(after, name) }))
    .filter(({ from, to }) => to.minus(from).abs().gte(cent))
    .toSorted((a, b) => b.to.minus(b.from).abs().cmp(a.to.minus(a.from).abs()));
}

function row(name: string, from: Decimal, to: Decimal, digits = 2): string {
  const text = (usd: Decimal) => (digits === 2 ? usdText(usd) : usd.toFixed(digits));
  const difference = to.minus(from);
  const sign = difference.gt(0) ? "+" : "";
  return `| ${name} | ${text(from)} | ${text(to)} | ${sign}${text(difference)} |`;
}

function newlyUnpriced(before: CostReport, after: CostReport): readonly string[] {
  const known = new Set(before.unpriced.map(({ type }) => type));
  return after.unpriced
    .filter(({ type }) => !known.has(type))
    .map(({ type, names }) => `\n**No price**: ${type} (${names.join(", ")})`);
}
