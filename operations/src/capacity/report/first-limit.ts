import type { LoadShape } from "../../load/load-shape.ts";
import type { SystemModel } from "../model/system-model.ts";
import type { LimitUse } from "../simulation/limit-uses.ts";
import { simulate } from "../simulation/simulate.ts";

/** The limits that are met first when a load grows. */
export type FirstLimit = {
  /** Of the load, from which they are met. */
  readonly multiple: number;
  readonly limits: readonly LimitUse[];
};

/** With a smaller multiple, hardly anything arrives. */
const lowest = 1e-7;
/** How exactly the multiple is searched. */
const precision = 1.01;

/** Searches the smallest multiple of the load at which a limit is met. Undefined when there is none up to `highest`. */
export function firstLimit(
  system: SystemModel,
  shape: LoadShape,
  highest: number,
): FirstLimit | undefined {
  const metAt = (multiple: number) =>
    simulate(system, timesLoad(shape, multiple)).limits.filter(({ isMet }) => isMet);
  let above = highest;
  let met = metAt(above);
  if (met.length === 0) return undefined;
  let below = 0;
  while (below === 0 ? above > lowest : above / below > precision) {
    const multiple = below === 0 ? above / 10 : Math.sqrt(above * below);
    const found = metAt(multiple);
    if (found.length === 0) below = multiple;
    else {
      above = multiple;
      met = found;
    }
  }
  return { multiple: above, limits: met };
}

export function timesLoad(shape: LoadShape, multiple: number): LoadShape {
  return { ...shape, ratePerSecond: shape.ratePerSecond * multiple };
}
