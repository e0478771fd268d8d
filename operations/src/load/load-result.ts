import type { LatencySummary } from "./latencies.ts";

/** A request and its answer. */
export type SentRequest = {
  /** `POST /orders` */
  readonly route: string;
  /** Its status, or why there is none: `ECONNRESET`, `ETIMEDOUT`. */
  readonly outcome: number | string;
};

/** All requests of one route. Times run from when a request was due, not from when it was sent. */
export type RouteResult = {
  readonly route: string;
  readonly latency: LatencySummary;
  /** How many requests had each status, or none for each reason. */
  readonly outcomes: { readonly [outcome: string]: number };
};

/** The requests that were due in one second. */
export type LoadSecond = {
  readonly second: number;
  readonly due: number;
  readonly failed: number;
  readonly throttled: number;
  /** Requests without an answer at the second's end. */
  readonly open: number;
  readonly latency: LatencySummary;
};

export type LoadResult = {
  readonly startMs: number;
  readonly endMs: number;
  readonly routes: readonly RouteResult[];
  readonly seconds: readonly LoadSecond[];
  /** Requests that were due while too many were without an answer. */
  readonly unsent: number;
};

/** What an outcome means for the verdict. The API throttles with 429, and what it refuses otherwise the load has not expected. */
export function verdictOf(outcome: number | string): "answered" | "throttled" | "failed" {
  if (typeof outcome === "string") return "failed";
  if (outcome === 429) return "throttled";
  return outcome < 400 ? "answered" : "failed";
}
