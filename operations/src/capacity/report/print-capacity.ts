import { printTable } from "@stagecraft/cli/print-table";
import { placedShare } from "../../load/customer-requests.ts";
import type { ServiceTimes } from "../service-times.ts";
import { type LimitUse, shareOf } from "../simulation/limit-uses.ts";
import { longestDrainSeconds } from "../simulation/simulate.ts";
import type { CapacityReport, MultipleReport } from "./capacity-report.ts";

/** A limit with less in use is not printed. */
const shownShare = 0.2;
/** A wait below this is the simulation's own step. */
const shownSeconds = 2;

/** The first limit, then each multiple of the load: its limits, throttles and waits, and what to change. */
export function printCapacity(
  { stage, shape, first, multiples }: CapacityReport,
  { times }: { readonly times: ServiceTimes },
): string {
  const { profile, ratePerSecond, seconds } = shape;
  const highest = multiples.at(-1)?.multiple ?? 1;
  return [
    `${stage}, ${profile}: ${rates(ratePerSecond)} for ${seconds} s`,
    `service times of ${times.measuredOn}: ${times.orders} orders on ${times.machine}`,
    "",
    ...(first
      ? [
          `the first limit is met at ${rounded(first.multiple)} times the load, ${rates(ratePerSecond * first.multiple)}:`,
          ...first.limits.flatMap((limit, index) => [
            `  ${limitText(limit)}`,
            `    ${first.changes[index]}`,
          ]),
        ]
      : [`no limit is met up to ${highest} times the load`]),
    ...multiples.flatMap((each) => ["", ...multipleLines(each)]),
    "",
    "Lambda's cost has no other service, no free tier and no discount. What is not modelled: npm run capacity -- --help",
  ].join("\n");
}

function multipleLines(report: MultipleReport): readonly string[] {
  const { multiple, ratePerSecond, limits, functions, waits, drainSeconds } = report;
  const shown = limits.filter((limit) => limit.isMet || shareOf(limit) >= shownShare);
  const throttled = functions.filter(({ throttles }) => throttles >= 1);
  const waiting = waits.filter(({ longestSeconds }) => longestSeconds >= shownSeconds);
  const changes = limits.flatMap(({ change }) => change ?? []);
  return [
    `${multiple} times: ${rates(ratePerSecond)}; Lambda $${rounded(report.lambdaDollarsAMonth)} in 30 days`,
    ...(shown.length === 0
      ? []
      : [
          indented(
            printTable(
              ["limit", "of", "wanted", "limit", "unit", "headroom", ""],
              shown.map((limit) => [
                limit.kind,
                limit.resource,
                rounded(limit.used),
                rounded(limit.limit),
                limit.unit,
                limit.isMet ? "-" : `${Math.round((1 - shareOf(limit)) * 100)} %`,
                limit.isFirst ? "met, first" : limit.isMet ? "met" : "",
              ]),
            ),
          ),
        ]),
    ...(report.refused >= 1
      ? [`  refused: ${percent(report.refused, report.requests)} of the requests (429 or 503)`]
      : []),
    ...throttled.map(
      ({ name, throttles, invocations }) =>
        `  throttled: ${name} ${rounded(throttles)} times, ${percent(throttles, throttles + invocations)} of its invocations`,
    ),
    ...waiting.map(
      ({ name, longestSeconds, most }) =>
        `  waited: ${name}, ${longestSeconds} s at its worst, ${rounded(most)} at most`,
    ),
    drainSeconds === undefined
      ? `  ${longestDrainSeconds / 60} minutes after the load something still waits`
      : `  ${drainSeconds} s after the load nothing waits any more`,
    ...[...new Set(changes)].map((change) => `  change: ${change}`),
  ];
}

function limitText({ kind, resource, used, limit, unit }: LimitUse): string {
  return `${kind} of ${resource}: ${rounded(used)} of ${rounded(limit)} ${unit}`;
}

function rates(ratePerSecond: number): string {
  return `${rounded(ratePerSecond)} requests/s, ${rounded(ratePerSecond * placedShare)} orders/s`;
}

function percent(part: number, all: number): string {
  const share = (100 * part) / all;
  return share < 0.1 ? "less than 0.1 %" : `${share.toFixed(1)} %`;
}

/** Three digits are more than the model knows. */
function rounded(value: number): string {
  if (value === 0 || value >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
