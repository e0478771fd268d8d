import { type Counts, countNames } from "../counts/counts.ts";
import { headroomOf, slackOf, smallestDifferenceOf } from "./headroom.ts";

/** The counts above their budget and its headroom. */
export function countsAbove(counts: Counts, budget: Counts): readonly (keyof Counts)[] {
  return countNames.filter((name) => {
    const allowed = Math.max(budget[name] * headroomOf[name], smallestDifferenceOf[name]);
    return counts[name] > budget[name] + allowed;
  });
}

/** The counts so far below their budget that it no longer notices growth. */
export function countsBelow(counts: Counts, budget: Counts): readonly (keyof Counts)[] {
  return countNames.filter((name) => {
    const allowed = Math.max(budget[name] * slackOf[name], smallestDifferenceOf[name]);
    return counts[name] < budget[name] - allowed;
  });
}
