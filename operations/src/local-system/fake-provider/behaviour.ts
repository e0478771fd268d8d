import type { ChargeRequest } from "@stagecraft/contracts/payments/charge";
import { isChosen } from "../chance.ts";

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
  const { seed, declineShare, delayShare, delayMs } = behaviour;
  return {
    settlesAs: isChosen(seed, `decline ${reference}`, declineShare) ? "declined" : "succeeded",
    afterMs: isChosen(seed, `delay ${reference}`, delayShare) ? delayMs : 0,
  };
}

/** Whether an event of this type about the charge is delivered twice. */
export function isDuplicated(
  reference: string,
  type: string,
  { seed, duplicateShare }: Behaviour,
): boolean {
  return isChosen(seed, `duplicate ${type} ${reference}`, duplicateShare);
}
