import type { LoadShape } from "../../load/load-shape.ts";
import type { SystemModel } from "../model/system-model.ts";
import { withoutLimits } from "../model/without-limits.ts";
import type { LimitUse } from "../simulation/limit-uses.ts";
import { type SimulationResult, simulate } from "../simulation/simulate.ts";
import { type FirstLimit, firstLimit, timesLoad } from "./first-limit.ts";
import { lambdaDollars } from "./lambda-cost.ts";
import { limitChange } from "./limit-change.ts";
import type { ProgramPlaces } from "./program-places.ts";

/** What a multiple of the load does to the stage. */
export type MultipleReport = Omit<SimulationResult, "limits"> & {
  readonly multiple: number;
  readonly ratePerSecond: number;
  readonly limits: readonly (LimitUse & {
    /** Whether it is one of the limits that a growing load meets first. */
    readonly isFirst: boolean;
    /** What to change, of a limit that is met. */
    readonly change?: string;
  })[];
  /** What Lambda alone costs for 30 days of this load. */
  readonly lambdaDollarsAMonth: number;
};

export type CapacityReport = {
  readonly stage: string;
  readonly shape: LoadShape;
  /** Absent when the highest multiple meets no limit. */
  readonly first?: FirstLimit & { readonly changes: readonly string[] };
  readonly multiples: readonly MultipleReport[];
};

const monthSeconds = 30 * 24 * 3_600;

/** @param multiples of the load, in ascending order */
export function capacityReport(
  system: SystemModel,
  shape: LoadShape,
  { multiples, places }: { readonly multiples: readonly number[]; readonly places: ProgramPlaces },
): CapacityReport {
  const first = firstLimit(system, shape, multiples.at(-1) ?? 1);
  const isFirst = ({ kind, resource }: LimitUse) =>
    first?.limits.some((each) => each.kind === kind && each.resource === resource) ?? false;
  const unlimited = withoutLimits(system);
  /** What to change for a multiple of the load. */
  const changesAt = (multiple: number) => {
    const needed = simulate(unlimited, timesLoad(shape, multiple)).limits;
    return (limit: LimitUse) => limitChange(limit, { system, places, needed });
  };
  return {
    stage: system.stage,
    shape,
    ...(first ? { first: { ...first, changes: first.limits.map(changesAt(first.multiple)) } } : {}),
    multiples: multiples.map((multiple): MultipleReport => {
      const { limits, ...result } = simulate(system, timesLoad(shape, multiple));
      const changeOf = changesAt(multiple);
      return {
        multiple,
        ratePerSecond: shape.ratePerSecond * multiple,
        ...result,
        limits: limits.map((limit) => ({
          ...limit,
          isFirst: limit.isMet && isFirst(limit),
          ...(limit.isMet ? { change: changeOf(limit) } : {}),
        })),
        lambdaDollarsAMonth:
          (lambdaDollars(system, result.functions) * monthSeconds) / shape.seconds,
      };
    }),
  };
}
