import { createHash } from "node:crypto";
import type { ChargeRequest } from "@stagecraft/contracts/payments/charge";

/** How the provider behaves; shares are from 0 to 1. */
export type Behaviour = {
  /** Repeats the choices: they follow from it and the charge's reference, whenever and in whatever order it is asked. */
  readonly seed: number;
  readonly declineShare: number;
  /** Of charges that take `delayMs`, and are told to be pending before. */
  readonly delayShare: number;
  readonly delayMs: number;
  /** Of events that are delivered twice. */
  readonly duplicateShare: number;
  /** Decides each charge in place of the shares, as providers do for the amounts that they publish for tests. */
  readonly decide?: (request: ChargeRequest) => ChargeOutcome;
};

/** What is to become of a charge. */
export type ChargeOutcome = {
  readonly settlesAs: "succeeded" | "declined";
  /** 0: at once. */
  readonly afterMs: number;
};

export function chargeOutcomeOf(reference: string, behaviour: Behaviour): ChargeOutcome {
  const { declineShare, delayShare, delayMs } = behaviour;
  return {
    settlesAs: chance("decline", reference, behaviour) < declineShare ? "declined" : "succeeded",
    afterMs: chance("delay", reference, behaviour) < delayShare ? delayMs : 0,
  };
}

/** Whether the event of that type about the charge is delivered twice. */
export function isDuplicated(reference: string, type: string, behaviour: Behaviour): boolean {
  return chance(`duplicate ${type}`, reference, behaviour) < behaviour.duplicateShare;
}

/** From 0 up to 1, the same for the same. */
function chance(what: string, reference: string, { seed }: Behaviour): number {
  const hash = createHash("sha256").update(`${seed} ${what} ${reference}`).digest();
  return hash.readUInt32BE() / 2 ** 32;
}
