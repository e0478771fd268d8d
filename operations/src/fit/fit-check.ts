import type { Limit } from "./call-kind.ts";
import type { FitFacts } from "./fit-facts.ts";
import type { Verdict } from "./verdict.ts";

/** The answer to one question about a workload. */
export type FitCheck = {
  /** What was asked: `duration`. */
  readonly aspect: string;
  readonly verdict: Verdict;
  /** What is so, in a few words: `34 ms`. */
  readonly short: string;
  /** What is so and why it matters, as a sentence. */
  readonly reason: string;
  /** Where the figure is from. */
  readonly source?: string;
  /** The platform's and the function's own limits, with the share that is left (0 to 1, negative when it is exceeded). */
  readonly headroom?: readonly Headroom[];
  /** What to do where the verdict is not yes. */
  readonly instead?: string;
};

export type Headroom = Limit & { readonly left: number };

/** Gives the answer, or nothing when the question does not apply. */
export type Check = (facts: FitFacts) => FitCheck | undefined;

/** With less of a limit left, a workload is said to fit in part only. */
const smallHeadroom = 0.2;

/** A check of a value against limits. */
export function againstLimits(value: number, limits: readonly Limit[]): readonly Headroom[] {
  return limits
    .map((each) => ({ ...each, left: 1 - value / each.value }))
    .toSorted((a, b) => a.left - b.left);
}

/** No when a limit is exceeded, partial when it nearly is. */
export function verdictOf(headroom: readonly Headroom[]): Verdict {
  const [tightest] = headroom;
  if (!tightest) return "unknown";
  if (tightest.left < 0) return "no";
  return tightest.left < smallHeadroom ? "partial" : "yes";
}
