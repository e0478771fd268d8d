import type { Counts } from "../counts/counts.ts";

/** What a function's code may weigh and run before its first invocation. */
export type LatencyBudget = {
  /** Why it needs that much. Never empty. */
  readonly reason: string;
  /** The counts when they were recorded; `headroomOf` says how far above them a count may be. */
  readonly counts: Counts;
  /** Packages that have to stay in its bundle. */
  readonly keeps: readonly string[];
  /** Rules about forbidden modules that do not hold for it, each with the reason: `{ "zod-json-schema": "..." }`. */
  readonly allows: { readonly [rule: string]: string };
  /** The stages without the function. */
  readonly notOn?: readonly string[];
  /** What the counts consisted of, so that a finding can say what has grown. Small parts are left out. */
  readonly parts: { readonly [name: string]: RecordedPart };
};

export type RecordedPart = { readonly bytes: number; readonly functionsRun: number };

/** By the function's logical name. */
export type LatencyBudgets = { readonly [functionName: string]: LatencyBudget };

/** The file of a program's budgets, relative to it. */
export const budgetsFile = "infra/latency-budgets.json";
