import type { TimingSeen } from "../../evidence.ts";
import { coldStartMs } from "./cold-start-model.ts";
import type { Ratios } from "./init-ratios.ts";
import { quantile } from "./quantile.ts";

/** What the contract of a route or a workflow promises, by its key or name. */
export type Objectives = ReadonlyMap<string, { readonly p95Ms: number; readonly p99Ms: number }>;

type Measured = {
  readonly what: string;
  /** Of a route. */
  readonly functionName?: string;
  readonly times: readonly number[];
};

/** Rarer requests have no percentiles. */
const fewest = 8;
const shares = [0.5, 0.95, 0.99];

/**
 * What warm requests and executions of workflows took from end to end, as text: percentiles, as multiples of the route that took least
 * (a no-op, if the program has one), beside the objective, and what a cold start adds on AWS. They are figures and no findings: wall
 * time on a busy machine says more about the machine.
 */
export function routeFigures(
  { routes, workflows }: TimingSeen,
  { objectives, init }: { readonly objectives: Objectives; readonly init: Ratios },
): { readonly [what: string]: string } {
  const ofRoutes = Object.entries(routes).flatMap(([what, { durationMs, functionName }]) =>
    measured({ what, functionName }, durationMs),
  );
  const ofWorkflows = Object.entries(workflows).flatMap(([what, { durationMs }]) =>
    measured({ what }, durationMs),
  );
  const [least] = ofRoutes.toSorted((a, b) => (a.times[0] ?? 0) - (b.times[0] ?? 0));
  if (!least) return {};
  return Object.fromEntries(
    [...ofRoutes, ...ofWorkflows].map(({ what, functionName, times }) => {
      const ratios = times.map((time, index) => (time / (least.times[index] || 1)).toFixed(1));
      const objective = objectives.get(what);
      const cold = init.get(functionName ?? "");
      const parts = [
        `${times.map((time) => time.toFixed(1)).join("/")} ms`,
        what === least.what ? "the least" : `${ratios.join("/")} times ${least.what}`,
        ...(objective ? [`objective -/${objective.p95Ms}/${objective.p99Ms} ms`] : []),
        ...(cold ? [`cold on AWS about ${Math.round(coldStartMs(cold))} ms more`] : []),
      ];
      return [`${what}, p50/p95/p99`, parts.join("; ")];
    }),
  );
}

function measured(
  about: Pick<Measured, "what" | "functionName">,
  durationsMs: readonly number[],
): readonly Measured[] {
  if (durationsMs.length < fewest) return [];
  return [{ ...about, times: shares.map((share) => quantile(durationsMs, share) ?? 0) }];
}
