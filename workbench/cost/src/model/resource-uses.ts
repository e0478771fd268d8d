import { objectOf, texts } from "@stagecraft/plan/resources";
import { metricAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/metric-alarms";
import type { AssumedValues } from "../assumptions/assumptions.ts";
import { decimal } from "../exact-decimal.ts";
import { isBilled, ruleOf } from "../resources/resource-rules.ts";
import type { MeteredUse } from "../usage/metered-use.ts";
import { billedAmounts } from "./billed-units.ts";
import { hoursInMonth } from "./hours-in-month.ts";
import { idleHourOf } from "./idle-hour-of.ts";
import type { ResourceUse } from "./resource-use.ts";
import type { StageInput } from "./stage-input.ts";

/** A cluster pauses after five minutes without a connection: so many wakes an hour keep it awake. */
const wakesThatKeepAwake = 12;

/** Everything that a stage is billed for in a month of a profile. */
export function resourceUses(
  { plan, usage, durations, profile }: Omit<StageInput, "prices" | "freeTier">,
  assumed: AssumedValues,
): readonly ResourceUse[] {
  const billed = (uses: readonly MeteredUse[], times: number, cause: string) =>
    uses.flatMap((use): readonly ResourceUse[] =>
      billedAmounts(use, { plan, assumed, durations }).map(({ unit, amount }) => ({
        type: use.type,
        name: use.name,
        cause,
        unit,
        amount: amount.times(times),
      })),
    );
  const idleHour = idleHourOf(plan, usage.idleHour);
  const work = Object.entries(usage.work).flatMap(([name, uses]) =>
    billed(uses, profile.monthly[name] ?? 0, name),
  );
  const metrics: MeteredUse = {
    type: "",
    name: "metrics with work",
    unit: "metric-hours",
    amount: usage.metricsWithWork,
  };
  return [
    ...standingUses(plan, idleHour, assumed),
    ...billed(idleHour, hoursInMonth, "idle"),
    ...work,
    ...billed([metrics], profile.hoursWithWork, "hours with work"),
  ];
}

function standingUses(
  plan: StageInput["plan"],
  idleHour: readonly MeteredUse[],
  assumed: AssumedValues,
): readonly ResourceUse[] {
  const alarms = metricAlarmsOf(plan);
  const databaseAwake = invocationsInNetwork(plan, idleHour) >= wakesThatKeepAwake;
  return plan.resources.filter(isBilled).flatMap((resource) =>
    (ruleOf(resource)?.standing(resource, { plan, alarms, assumed, databaseAwake }) ?? []).map(
      ({ unit, amount }) => ({
        type: resource.type,
        name: resource.name,
        cause: "existing",
        unit,
        amount: decimal(amount),
      }),
    ),
  );
}

function invocationsInNetwork(plan: StageInput["plan"], uses: readonly MeteredUse[]): number {
  const inNetwork = new Set(
    plan.resources
      .filter((resource) => texts(objectOf(resource, "vpcConfig").subnetIds).length > 0)
      .map(({ name }) => name),
  );
  return uses
    .filter(({ unit, name }) => unit === "lambda-requests" && inNetwork.has(name))
    .reduce((sum, { amount }) => sum + amount, 0);
}
