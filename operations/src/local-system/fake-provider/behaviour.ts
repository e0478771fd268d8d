import { createHash } from "node:crypto";
import type { ChargeRequest } from "@stagecraft/contracts/payments/charge";

/** How the provider behaves. Shares are from 0 to 1. */
export type Behaviour = {
  /** Makes the choices repeatable: they depend only on the seed and on the charge's reference, not on the order of requests. */
  readonly seed: number;
  readonly declineShare: number;
  /** Share of charges that settle after `delayMs`. The provider sends `charge.pending` for them first. */
  readonly delayShare: number;
  readonly delayMs: number;
  /** Share of events that are delivered twice. */
  readonly duplicateShare: number;
  /** Decides each charge instead of the shares, like the test amounts that providers document. */
  readonly decide?: (request: ChargeRequest) => ChargeOutcome;
};

/** How and when a charge settles. */
export type ChargeOutcome = {
  readonly settlesAs: "succeeded" | "declined";
  /** Delay in milliseconds; 0 settles at once. */
  readonly afterMs: number;
};

/** Chooses the outcome of a charge by the seed and the shares. */
export function chargeOutcomeOf(reference: string, behaviour: Behaviour): ChargeOutcome {
  const { declineShare, delayShare, delayMs } = behaviour;
  return {
    settlesAs: chance("decline", reference, behaviour) < declineShare ? "declined" : "succeeded",
    afterMs: chance("delay", reference, behaviour) < delayShare ? delayMs : 0,
  };
}

/** Whether an event of this type about the charge is delivered twice. */
export function isDuplicated(reference: string, type: string, behaviour: Behaviour): boolean {
  return chance(`duplicate ${type}`, reference, behaviour) < behaviour.duplicateShare;
}

/** A pseudo-random number from 0 (inclusive) to 1 (exclusive), the same for the same arguments. */
function chance(name: string, reference: string, { seed }: Behaviour): number {
  const hash = createHash("sha256").update(`${seed} ${name} ${reference}`).digest();
  return hash.readUInt32BE() / 2 ** 32;
}
