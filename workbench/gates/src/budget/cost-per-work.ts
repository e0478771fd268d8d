import { type Decimal, decimal, sumOf, zero } from "@stagecraft/cost/exact-decimal";
import { costOfWork, type PricedUse } from "@stagecraft/cost/model/stage-cost";
import type { BilledUnit } from "@stagecraft/cost/prices/price";
import { partNameOf } from "@stagecraft/cost/usage/recorded-costs";
import { type RecordedCost, recordedUsageFile } from "@stagecraft/cost/usage/recorded-usage";
import type { Finding } from "../finding.ts";
import { cheaperAlternative } from "./cheaper-alternative.ts";
import { componentOf } from "./component-of.ts";
import type { CostFacts } from "./cost-facts.ts";

/** How far one of a kind of work may cost more than recorded, as a share: log lines vary by a few bytes. */
const headroom = 0.03;

/**
 * A part of the cost may grow further when the whole hardly does. It has grown when it costs so much more than it did, and the
 * difference is such a share of the whole.
 */
const partHeadroom = { ofItself: 0.25, ofTheWhole: 0.001 };

/** From this much less, it is recorded again: growth back would not be noticed. */
const slack = 0.1;

const record = `npm run gate -- budget --record "why"`;
const shownDigits = 9;

/** Kinds of work that cost more than recorded, as a whole or in a part. */
export function costPerWork(facts: CostFacts): readonly Finding[] {
  return compared(facts).flatMap(({ work, now, recorded, uses }) => {
    const before = decimal(recorded.usd);
    const growth = growthOf(uses, recorded);
    const isAbove = now.gt(before.times(1 + headroom));
    const [grown] = isAbove
      ? growth
      : growth.filter(
          (part) =>
            part.usd.gt(part.beforeUsd.times(partHeadroom.ofItself)) &&
            part.usd.gt(before.times(partHeadroom.ofTheWhole)),
        );
    if (!grown) return [];
    const cheaper = cheaperAlternative(grown.unit);
    return [
      {
        rule: "budget/cost-per-work",
        severity: "error",
        resource: componentOf(facts.plan)(grown),
        message: `One ${work} costs ${shareText(now, before)} more than recorded: ${now.toFixed(shownDigits)} USD instead of ${before.toFixed(shownDigits)}. What has grown most is ${grown.name} ${grown.unit}, by ${grown.usd.toFixed(shownDigits)}.`,
        fix: `${cheaper ? `${cheaper} ` : ""}If the cost is right, record it with the reason: ${record}`,
      } as const,
    ];
  });
}

/** Kinds of work that cost so much less than recorded that growth would not be noticed. */
export function looseCost(facts: CostFacts): readonly Finding[] {
  return compared(facts)
    .filter(({ now, recorded }) => now.lt(decimal(recorded.usd).times(1 - slack)))
    .map(({ work, now, recorded }) => ({
      rule: "budget/loose-cost",
      severity: "error",
      resource: work,
      message: `One ${work} costs ${now.toFixed(shownDigits)} USD, and ${decimal(recorded.usd).toFixed(shownDigits)} are recorded: growth back would not be noticed.`,
      fix: `Record it: ${record}`,
    }));
}

/** Kinds of work that are measured and not recorded, or recorded and not measured any more. */
export function unrecordedWork({
  measured,
  recorded,
  isRecordedStage,
}: CostFacts): readonly Finding[] {
  if (!isRecordedStage) return [];
  const isRecorded = (work: string) => Object.hasOwn(recorded.costs, work);
  const isMeasured = (work: string) => Object.hasOwn(measured.work, work);
  const all = new Set([...Object.keys(recorded.costs), ...Object.keys(measured.work)]);
  const unrecorded = [...all].filter((work) => isRecorded(work) !== isMeasured(work));
  return unrecorded.map((work) => ({
    rule: "budget/unrecorded-work",
    severity: "error",
    resource: work,
    message: isMeasured(work)
      ? `What it costs is not recorded in ${recordedUsageFile}.`
      : `It is recorded in ${recordedUsageFile}, and no longer measured.`,
    fix: `Record it: ${record}`,
  }));
}

function compared({ plan, measured, recorded, prices, isRecordedStage }: CostFacts) {
  if (!isRecordedStage) return [];
  const { durations } = recorded;
  return Object.entries(recorded.costs).flatMap(([work, cost]) => {
    if (!measured.work[work]) return [];
    const { usd, uses } = costOfWork({ plan, usage: measured, durations, prices }, work);
    return [{ work, now: usd, recorded: cost, uses }];
  });
}

type Growth = {
  readonly type: string;
  readonly name: string;
  readonly unit: BilledUnit;
  /** How much more it costs. */
  readonly usd: Decimal;
  readonly beforeUsd: Decimal;
};

/** The parts that cost more than recorded, the most grown first. */
function growthOf(uses: readonly PricedUse[], { parts }: RecordedCost): readonly Growth[] {
  return [...Map.groupBy(uses, partNameOf)]
    .flatMap(([part, all]): readonly Growth[] => {
      const [first] = all;
      if (!first) return [];
      const { type, name, unit } = first;
      const beforeUsd = parts[part] === undefined ? zero : decimal(parts[part]);
      const usd = sumOf(all.map((use) => use.usd)).minus(beforeUsd);
      return [{ type, name, unit, usd, beforeUsd }];
    })
    .filter(({ usd }) => usd.gt(0))
    .toSorted((a, b) => b.usd.cmp(a.usd));
}

function shareText(now: Decimal, before: Decimal): string {
  if (before.eq(0)) return "something";
  return `${now.div(before).minus(1).times(100).toFixed(1)} %`;
}
