import { randomNumber } from "../shared/random-number.ts";
import type { Fault, Occasions } from "./fault.ts";

/** A fault that is to strike now; `chance` (0 <= x < 1) is drawn with it, for what it leaves open. */
export type Struck<F> = { readonly fault: F; readonly chance: number };

export type FaultDraws = {
  /**
   * Asks of one occasion at a place (`ApiProbe SQS.SendMessage`) whether a fault strikes, out of those that concern it. Each
   * place counts its own occasions, so that what happens elsewhere meanwhile changes nothing here.
   */
  strike<F extends Fault & Occasions>(place: string, faults: readonly F[]): Struck<F> | undefined;
  /** To be called when a fault has taken effect. */
  count(kind: Fault["kind"]): void;
  /** How often each kind has taken effect. */
  counts(): { readonly [kind: string]: number };
};

/** @throws RangeError for a fault that could never strike, or strikes more often than there are occasions. */
export function createFaultDraws(faults: readonly Fault[], seed: number): FaultDraws {
  faults.forEach(refuseImpossible);
  const occasions = new Map<string, number>();
  const counts = new Map<string, number>();

  function nextOccasion(name: string): number {
    const n = (occasions.get(name) ?? 0) + 1;
    occasions.set(name, n);
    return n;
  }

  return {
    strike(place, candidates) {
      let first: Struck<(typeof candidates)[number]> | undefined;
      for (const fault of candidates) {
        const index = faults.indexOf(fault);
        const name = `${index} ${place}`;
        const n = nextOccasion("nth" in fault ? `${index}` : name);
        const strikes =
          "nth" in fault ? n === fault.nth : randomNumber(seed, name, n) < fault.share;
        if (strikes) first ??= { fault, chance: randomNumber(seed, `${name} extent`, n) };
      }
      return first;
    },
    count: (kind) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
    counts: () => Object.fromEntries(counts),
  };
}

function refuseImpossible(fault: Fault) {
  const { kind } = fault;
  if ("share" in fault && !(fault.share >= 0 && fault.share <= 1)) {
    throw new RangeError(`The fault ${kind} has a share of ${fault.share}; it is from 0 to 1.`);
  }
  const nth = "atInvocation" in fault ? fault.atInvocation : "nth" in fault ? fault.nth : 1;
  if (!Number.isInteger(nth) || nth < 1) {
    throw new RangeError(`The fault ${kind} is for occasion ${nth}; the first one is 1.`);
  }
}
