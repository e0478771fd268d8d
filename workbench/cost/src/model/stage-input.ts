import type { Plan } from "@stagecraft/plan/plan";
import type { FreeTier } from "../bill.ts";
import type { PriceList } from "../prices/price.ts";
import type { MeasuredUsage } from "../usage/measured-usage.ts";
import type { RecordedDurations } from "../usage/recorded-durations.ts";
import type { TrafficProfile } from "./traffic-profile.ts";

/** What the cost of a stage is computed from. */
export type StageInput = {
  readonly plan: Plan;
  readonly usage: MeasuredUsage;
  readonly durations: RecordedDurations;
  readonly profile: TrafficProfile;
  readonly prices: PriceList["prices"];
  readonly freeTier: FreeTier;
};
