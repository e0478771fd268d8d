import type { LoadResult, LoadSecond } from "./load-result.ts";
import { verdictOf } from "./load-result.ts";
import type { LoadShape } from "./load-shape.ts";
import type { FunctionHop } from "./read-hops.ts";
import type { MemorySample } from "./watch-memory.ts";

/** The longest wait that a line of the stage's dashboard shows, in seconds. */
export type Wait = { readonly title: string; readonly line: string; readonly longest: number };

/** What a load showed. */
export type LoadReport = {
  readonly shape: LoadShape;
  readonly stage: string;
  readonly result: LoadResult;
  readonly functions: readonly FunctionHop[];
  readonly waits: readonly Wait[];
  /** Orders without a final status at the end; absent on a stage that is not of this command. */
  readonly pending?: number;
  /** Of a system of this command's own. */
  readonly memory: readonly MemorySample[];
  /** Why the load is not clean, a sentence each. */
  readonly problems: readonly string[];
};

/** Noise of a machine that does other work too. */
const allowedGrowth = 1.15;
const allowedGrowthMb = 20;
const allowedSlowdown = 1.5;
/** Below this a ratio of response times says nothing. */
const noticeableMs = 20;

/** Why the load is not clean. */
export function problemsOf({
  shape,
  result,
  functions,
  memory,
  pending = 0,
}: Omit<LoadReport, "problems">): readonly string[] {
  const counts = countVerdicts(result);
  const errors = functions.filter((hop) => hop.errors > 0);
  return [
    ...(counts.failed > 0
      ? [`${counts.failed} of ${counts.sent} requests failed: ${failures(result)}`]
      : []),
    ...(result.unsent > 0
      ? [`${result.unsent} requests were not sent, because too many were without an answer`]
      : []),
    ...errors.map((hop) => `${hop.functionName} failed ${hop.errors} times`),
    ...(pending > 0 ? [`${pending} orders, events or projections were pending at the end`] : []),
    ...(shape.profile === "soak" ? growth(result, memory) : []),
  ];
}

export function countVerdicts({ routes }: LoadResult) {
  const counts = { sent: 0, answered: 0, throttled: 0, failed: 0 };
  for (const { outcomes } of routes) {
    for (const [outcome, times] of Object.entries(outcomes)) {
      counts.sent += times;
      counts[verdictOf(asOutcome(outcome))] += times;
    }
  }
  return counts;
}

export function asOutcome(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** `500 (3), ECONNRESET (1)` */
function failures({ routes }: LoadResult): string {
  const times = new Map<string, number>();
  for (const { outcomes } of routes) {
    for (const [outcome, count] of Object.entries(outcomes)) {
      if (verdictOf(asOutcome(outcome)) !== "failed") continue;
      times.set(outcome, (times.get(outcome) ?? 0) + count);
    }
  }
  return [...times].map(([outcome, count]) => `${outcome} (${count})`).join(", ");
}

/** Compares the last quarter with the second one; the first one is warming up. */
function growth({ seconds }: LoadResult, memory: readonly MemorySample[]): readonly string[] {
  const grown = (what: string, of: (sample: MemorySample) => number) => {
    const { before, after } = quarters(memory, of);
    const isGrown = after > before * allowedGrowth && after - before > allowedGrowthMb;
    return isGrown ? [`${what} grew from ${before.toFixed(0)} MB to ${after.toFixed(0)} MB`] : [];
  };
  const slower = (what: string, of: (second: LoadSecond) => number) => {
    const { before, after } = quarters(seconds, of);
    const isSlower = after > Math.max(before, noticeableMs) * allowedSlowdown;
    return isSlower
      ? [`responses became slower: ${what} from ${before.toFixed(0)} ms to ${after.toFixed(0)} ms`]
      : [];
  };
  return [
    ...grown("the stage", ({ stageMb }) => stageMb),
    ...grown("an execution environment", ({ environmentMb }) => environmentMb),
    ...slower("p50", ({ latency }) => latency.p50Ms),
    ...slower("p99", ({ latency }) => latency.p99Ms),
  ];
}

/** The median of the second and of the last quarter. */
export function quarters<Item>(items: readonly Item[], of: (item: Item) => number) {
  const size = Math.floor(items.length / 4);
  const median = (part: readonly Item[]) => {
    const sorted = part
      .map(of)
      .filter(Number.isFinite)
      .toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  return { before: median(items.slice(size, 2 * size)), after: median(items.slice(-size)) };
}
