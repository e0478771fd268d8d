import { priceListOf } from "@stagecraft/cost/prices/price-list";
import type { MeasuredUsage } from "@stagecraft/cost/usage/measured-usage";
import type { MeteredUnit } from "@stagecraft/cost/usage/metered-unit";
import { recordedCosts } from "@stagecraft/cost/usage/recorded-costs";
import type { Resource } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import type { CostFacts } from "./cost-facts.ts";

type Given = readonly [type: string, name: string, inputs: Resource["inputs"]];

const functionType = "aws:lambda/function:Function";
const groupType = "aws:cloudwatch/logGroup:LogGroup";
const queueType = "aws:sqs/queue:Queue";

const { prices } = priceListOf("us-east-1");

/** The resources of the example: a function, its log group and a queue. */
const example: readonly Given[] = [
  [functionType, "Thumbnails", { memorySize: 512, architectures: ["arm64"] }],
  [groupType, "ThumbnailsLogGroup", { retentionInDays: 7 }],
  [queueType, "Pictures", {}],
];

/** What one picture uses, by resource and unit. */
export type Uses = { readonly [resourceAndUnit: `${string} ${MeteredUnit}`]: number };

const perPicture: Uses = {
  "Thumbnails lambda-requests": 1,
  "ThumbnailsLogGroup log-bytes": 1_000,
  "Pictures sqs-requests": 3,
};

/** The facts of an example whose costs were recorded as they are; each part can be changed. */
export function costFacts({
  changed = {},
  more = [],
  uses = {},
  stage = "test",
  idleHour = {},
  ...given
}: Partial<CostFacts> & {
  /** Other inputs of the example's resources, by name. */
  readonly changed?: { readonly [resource: string]: Resource["inputs"] };
  readonly more?: readonly Given[];
  /** What a picture uses now, beside what was recorded. */
  readonly uses?: Uses;
  readonly idleHour?: Uses;
  readonly stage?: string;
} = {}): CostFacts {
  const recordedPlan = planOf(...example);
  const resources = example.map(
    ([type, name, inputs]): Given => [type, name, { ...inputs, ...changed[name] }],
  );
  const durations = { Thumbnails: 100 };
  const recordedUsage = usageOf(perPicture, {});
  return {
    plan: { ...planOf(...resources, ...more), stage },
    budgets: {
      profiles: { some: { what: "some", monthly: { picture: 1_000 }, hoursWithWork: 100 } },
      stages: { test: { monthlyUsd: 1, idleUsd: 0.5, profiles: ["some"] } },
    },
    measured: usageOf({ ...perPicture, ...uses }, idleHour),
    recorded: {
      reason: "as it is",
      recordedOn: "2026-11-30",
      durations,
      usage: recordedUsage,
      costs: recordedCosts({ plan: recordedPlan, usage: recordedUsage, durations, prices }),
    },
    prices,
    isRecordedStage: true,
    ...given,
  };
}

const typeOf = (name: string) => example.find(([, known]) => known === name)?.[0] ?? "";

function usageOf(work: Uses, idleHour: Uses): MeasuredUsage {
  const list = (uses: Uses) =>
    Object.entries(uses).map(([key, amount]) => {
      const [name = "", unit] = key.split(" ");
      return { type: typeOf(name), name, unit: unit as MeteredUnit, amount };
    });
  return { work: { picture: list(work) }, idleHour: list(idleHour), metricsWithWork: 0 };
}
