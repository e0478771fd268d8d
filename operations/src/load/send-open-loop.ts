import { setTimeout as sleep } from "node:timers/promises";
import { createLatencies, type Latencies } from "./latencies.ts";
import {
  type LoadResult,
  type LoadSecond,
  type RouteResult,
  type SentRequest,
  verdictOf,
} from "./load-result.ts";

type Counted = { readonly latencies: Latencies; readonly outcomes: Map<string, number> };
type CountedSecond = { due: number; failed: number; throttled: number; open: number } & {
  readonly latencies: Latencies;
};

/** Timers of Node are whole milliseconds, and late by one or two: what is due until then is sent at once. */
const timerMs = 1;

/**
 * Sends each request when it is due, whether or not the ones before have an answer, as customers do: a system that stops for a second
 * makes all requests of this second slow, not one. A response's time runs from when the request was due.
 */
export async function sendOpenLoop(options: {
  /** When each request is due, in milliseconds after the start, in order. */
  readonly dueMs: Iterable<number>;
  /** Sends a request, and never rejects. */
  readonly send: () => Promise<SentRequest>;
  /** With so many requests without an answer, one that is due is not sent, but counted. */
  readonly mostOpen: number;
  readonly onSecond?: (second: LoadSecond) => void;
  readonly signal: AbortSignal;
}): Promise<LoadResult> {
  const { send, mostOpen, signal } = options;
  const startMs = Date.now();
  const start = performance.now();
  const elapsedMs = () => performance.now() - start;
  const routes = new Map<string, Counted>();
  const seconds: CountedSecond[] = [];
  const open = new Set<Promise<void>>();
  let unsent = 0;
  let told = 0;

  /** The second, and those before it in which nothing was due. */
  function secondAt(ms: number): CountedSecond {
    const index = Math.floor(ms / 1_000);
    while (seconds.length <= index) {
      seconds.push({ due: 0, failed: 0, throttled: 0, open: 0, latencies: createLatencies() });
    }
    return seconds[index] as CountedSecond;
  }

  function tell(untilSecond: number) {
    for (; told < untilSecond; told += 1) {
      secondAt(told * 1_000).open = open.size;
      options.onSecond?.(asSecond(secondAt(told * 1_000), told));
    }
  }

  async function sendOne(dueMs: number) {
    const second = secondAt(dueMs);
    const { route, outcome } = await send();
    const ms = elapsedMs() - dueMs;
    const counted = routes.get(route) ?? { latencies: createLatencies(), outcomes: new Map() };
    routes.set(route, counted);
    counted.outcomes.set(String(outcome), (counted.outcomes.get(String(outcome)) ?? 0) + 1);
    counted.latencies.add(ms);
    second.latencies.add(ms);
    const verdict = verdictOf(outcome);
    if (verdict !== "answered") second[verdict] += 1;
  }

  for (const dueMs of options.dueMs) {
    const waitMs = dueMs - elapsedMs();
    if (waitMs > timerMs) await sleep(waitMs, undefined, { signal });
    signal.throwIfAborted();
    tell(Math.floor(elapsedMs() / 1_000));
    secondAt(dueMs).due += 1;
    if (open.size >= mostOpen) {
      unsent += 1;
      continue;
    }
    const sending: Promise<void> = sendOne(dueMs).finally(() => open.delete(sending));
    open.add(sending);
  }
  await Promise.all(open);
  tell(seconds.length);
  return {
    startMs,
    endMs: Date.now(),
    routes: [...routes].map(asRoute).toSorted((a, b) => (a.route < b.route ? -1 : 1)),
    seconds: seconds.map(asSecond),
    unsent,
  };
}

function asRoute([route, { latencies, outcomes }]: readonly [string, Counted]): RouteResult {
  return { route, latency: latencies.summary(), outcomes: Object.fromEntries(outcomes) };
}

function asSecond({ latencies, ...counts }: CountedSecond, second: number): LoadSecond {
  return { second, ...counts, latency: latencies.summary() };
}
