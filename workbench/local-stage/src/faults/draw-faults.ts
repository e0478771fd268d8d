import { randomNumber } from "../common/random-number.ts";
import type { Fault, Occasions } from "./fault.ts";

/** A fault to inject now, with a random number (0 <= `chance` < 1) for what the fault leaves open. */
type DrawnFault<F> = { readonly fault: F; readonly chance: number };

export type FaultDraws = {
  /**
   * Decides for one occasion at a place (`ApiProbe SQS.SendMessage`) whether one of these faults is injected. Each place counts
   * its own occasions, so that other places do not change the result.
   */
  draw<F extends Fault & Occasions>(place: string, faults: readonly F[]): DrawnFault<F> | undefined;
  /** Takes one more fault, whose occasions are counted from now on. @throws RangeError as `createFaultDraws` does. */
  add(fault: Fault): void;
  /** To be called when a fault has taken effect. */
  count(kind: Fault["kind"]): void;
  /** How often each kind has taken effect. */
  counts(): { readonly [kind: string]: number };
};

/** @throws RangeError for a fault that can never occur, or whose share is not from 0 to 1. */
export function createFaultDraws(faults: readonly Fault[], seed: number): FaultDraws {
  const numbers = new Map<Fault, number>();
  const occasions = new Map<string, number>();
  const counts = new Map<string, number>();

  function add(fault: Fault) {
    refuseImpossible(fault);
    numbers.set(fault, numbers.size);
  }

  function nextOccasion(name: string): number {
    const n = (occasions.get(name) ?? 0) + 1;
    occasions.set(name, n);
    return n;
  }

  faults.forEach(add);
  return {
    add,
    draw(place, candidates) {
      let first: DrawnFault<(typeof candidates)[number]> | undefined;
      for (const fault of candidates) {
        const number = numbers.get(fault);
        const name = `${number} ${place}`;
        const n = nextOccasion("nth" in fault ? `${number}` : name);
        const occurs = "nth" in fault ? n === fault.nth : randomNumber(seed, name, n) < fault.share;
        if (occurs) first ??= { fault, chance: randomNumber(seed, `${name} extent`, n) };
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
  const amount = amountOf(fault);
  if (amount && !(Number.isInteger(amount.value) && amount.value > 0)) {
    throw new RangeError(
      `The fault ${kind} takes ${amount.value} ${amount.unit}; it takes a whole number from 1.`,
    );
  }
  const nth = "atInvocation" in fault ? fault.atInvocation : "nth" in fault ? fault.nth : 1;
  if (!Number.isInteger(nth) || nth < 1) {
    throw new RangeError(`The fault ${kind} is for occasion ${nth}; the first one is 1.`);
  }
}

function amountOf(fault: Fault) {
  switch (fault.kind) {
    case "memory-taken":
      return { value: fault.mb, unit: "MB" };
    case "concurrency-taken":
      return { value: fault.executions, unit: "executions" };
    case "connections-taken":
      return { value: fault.connections, unit: "connections" };
    default:
      return undefined;
  }
}
