import { type Decimal, decimal, sumOf, zero } from "../exact-decimal.ts";
import { hoursInMonth } from "../model/hours-in-month.ts";
import { stageCost, stageCostRange } from "../model/stage-cost.ts";
import type { StageInput } from "../model/stage-input.ts";
import type { TrafficProfile } from "../model/traffic-profile.ts";
import type { CostReport } from "./cost-report.ts";
import { usdRangeText, usdText } from "./usd-text.ts";

/** Multiples of the profile's traffic. */
const multiples = [0, 0.01, 0.1, 1, 10, 100, 1_000];

/** The container that it is compared with: two tasks, so that one may end, each with this much. */
const container = { tasks: 2, vcpu: 0.5, gb: 1 };

const colours = [
  "#4269d0",
  "#efb118",
  "#ff725c",
  "#6cc5b0",
  "#3ca951",
  "#ff8ab7",
  "#a463f2",
  "#97bbf5",
];

/** A page without any other file: the cost over the load, what dominates it, and a container beside it. */
export function costPage(input: StageInput, report: CostReport): string {
  const columns = multiples.map((multiple) => columnOf(input, multiple));
  const groups = groupsOf(columns);
  const containerUsd = containerCost(input);
  const breakEven = columns.find(({ total }) =>
    total.minus(columns[0]?.total ?? zero).gt(containerUsd),
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>What ${escaped(report.stage)} costs</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } td, th { padding: .2rem .8rem; text-align: right; border-bottom: 1px solid #ddd; }
td:first-child, th:first-child { text-align: left; } i { display: inline-block; width: .8em; height: .8em; margin-right: .4em; }
</style>
<h1>What ${escaped(report.stage)} costs a month</h1>
<p>US dollars for ${hoursInMonth} hours at the list prices of ${escaped(report.region)}, traffic “${escaped(report.profile)}”:
<b>${usdRangeText(report.month)}</b>, of which <b>${usdRangeText(report.idle)}</b> without any traffic. In brackets: the range of the
assumptions.</p>
<h2>Cost over the load</h2>
${chart(columns, groups)}
<table><tr><th>traffic</th><th>total</th><th>range</th><th>largest part</th></tr>
${columns
  .map(
    ({ multiple, total, range, parts }) =>
      `<tr><td>${multiple === 0 ? "none" : `${multiple} ×`}</td><td>${usdText(total)}</td><td>${range}</td><td>${escaped(largest(parts))}</td></tr>`,
  )
  .join("\n")}
</table>
<h2>Beside a container</h2>
<p>${container.tasks} Fargate tasks (arm64, ${container.vcpu} vCPU, ${container.gb} GB each) cost ${usdText(containerUsd)} at any load that
they bear, without load balancer, database, queues and logs. What grows with the load here costs more than that from
${breakEven ? `${breakEven.multiple} × the traffic` : "beyond the loads above"} on.</p>
</html>
`;
}

type Column = {
  readonly multiple: number;
  readonly total: Decimal;
  readonly range: string;
  readonly parts: ReadonlyMap<string, Decimal>;
};

function columnOf(input: StageInput, multiple: number): Column {
  const scaled = { ...input, profile: scaledProfile(input.profile, multiple) };
  const { billedUsd, uses } = stageCost(scaled);
  const byService = Map.groupBy(uses, ({ unit }) => serviceOf(unit));
  const { low, high } = stageCostRange(scaled);
  return {
    multiple,
    total: billedUsd,
    range: `${usdText(low)} to ${usdText(high)}`,
    parts: new Map(
      [...byService].map(([service, all]) => [service, sumOf(all.map(({ usd }) => usd))]),
    ),
  };
}

function scaledProfile(
  { what, monthly, hoursWithWork }: TrafficProfile,
  by: number,
): TrafficProfile {
  const times = Object.entries(monthly).map(([name, count]) => [name, count * by] as const);
  return {
    what,
    monthly: Object.fromEntries(times),
    hoursWithWork: by === 0 ? 0 : Math.min(hoursInMonth, hoursWithWork * Math.max(1, by)),
  };
}

/** The first word of a billed unit is its service. */
function serviceOf(unit: string): string {
  return unit.split("-")[0] ?? unit;
}

function containerCost({ prices }: StageInput): Decimal {
  const seconds = decimal(hoursInMonth).times(3_600).times(container.tasks);
  const perSecond = (unit: "fargate-arm64-vcpu-seconds" | "fargate-arm64-gb-seconds") =>
    decimal(prices[unit].tiers[0]?.usd ?? 0);
  return seconds
    .times(container.vcpu)
    .times(perSecond("fargate-arm64-vcpu-seconds"))
    .plus(seconds.times(container.gb).times(perSecond("fargate-arm64-gb-seconds")));
}

/** The services with a visible part in any column, the largest first; the others are one group. */
function groupsOf(columns: readonly Column[]): readonly string[] {
  const names = new Set(columns.flatMap(({ parts }) => [...parts.keys()]));
  const share = (name: string) =>
    Math.max(
      ...columns.map(({ parts, total }) =>
        total.eq(0) ? 0 : (parts.get(name) ?? zero).div(total).toNumber(),
      ),
    );
  return [...names].toSorted((a, b) => share(b) - share(a)).slice(0, colours.length - 1);
}

function chart(columns: readonly Column[], groups: readonly string[]): string {
  const [width, height, barWidth] = [720, 260, 60];
  const bars = columns.map(({ total, parts, multiple }, column) => {
    const x = column * (width / columns.length) + 20;
    let y = height;
    const rows = groups.map((name, index) => {
      const share = total.eq(0) ? 0 : (parts.get(name) ?? zero).div(total).toNumber();
      y -= share * height;
      return `<rect x="${x}" y="${y.toFixed(1)}" width="${barWidth}" height="${(share * height).toFixed(1)}" fill="${colours[index]}"><title>${escaped(name)}: ${Math.round(share * 100)} %</title></rect>`;
    });
    const label = `${multiple === 0 ? "no traffic" : `${multiple} ×`}`;
    return `${rows.join("")}<text x="${x}" y="${height + 18}">${label}</text><text x="${x}" y="${height + 34}">${usdText(total)}</text>`;
  });
  const legend = groups.map(
    (name, index) => `<span><i style="background:${colours[index]}"></i>${escaped(name)}</span>`,
  );
  return `<svg viewBox="0 0 ${width} ${height + 40}" font-size="12" role="img" aria-label="Shares of the cost over the load">${bars.join("")}</svg>
<p>${legend.join(" &nbsp; ")} &nbsp; The rest is white. Each column is a whole; the amounts are below it.</p>`;
}

function largest(parts: ReadonlyMap<string, Decimal>): string {
  const [first] = [...parts].toSorted(([, a], [, b]) => b.cmp(a));
  return first ? `${first[0]} ${usdText(first[1])}` : "";
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
