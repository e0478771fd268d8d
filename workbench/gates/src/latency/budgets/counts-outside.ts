import { type Counts, countNames } from "../counts/counts.ts";
import { headroomOf, slackOf } from "./headroom.ts";

/** The counts above their budget and its headroom. */
export function countsAbove(counts: Counts, budget: Counts): readonly (keyof Counts)[] {
  return countNames.filter((name) => counts[name] > budget[name] * (1 + headroomOf[name]));
}

/** The counts so far below their budget that it no longer notices growth. */
export function countsBelow(counts: Counts, budget: Counts): readonly (keyof Counts)[] {
  return countNames.filter((name) => counts[name] < budget[name] * (1 - slackOf[name]));
}
