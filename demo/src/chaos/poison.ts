import { isHit } from "./planted-bug.ts";
import type { Strangers } from "./strangers.ts";

type Struck = Parameters<typeof isHit>[0];

/** What is planted to end as dead letters: messages of strangers, and a bug in a consumer. */
export type Poison = {
  readonly bug: Parameters<typeof isHit>[1];
  /** Filled as they are sent. */
  readonly strangers: Strangers;
  /** Whether the bug strikes an order: its message is a dead letter then, even if its customer has cancelled it meanwhile. */
  strikes(order: Struck): boolean;
  /** Whether an order waits for the bug to be mended. */
  holdsUp(order: Struck & { readonly status: string }): boolean;
  /** The consumer has no bug any more. */
  bugMended(): void;
  isBugMended(): boolean;
  /** The strangers' messages were discarded. */
  strangersGone(): void;
};

/** `share` of the orders is struck, 0 to 1. */
export function createPoison(bug: { readonly seed: number; readonly share: number }): Poison {
  const strangers: Strangers = new Map();
  let isMended = false;
  const strikes = (order: Struck) => !isMended && isHit(order, bug);
  return {
    bug,
    strangers,
    strikes,
    holdsUp: (order) => order.status === "placed" && strikes(order),
    bugMended() {
      isMended = true;
    },
    isBugMended: () => isMended,
    strangersGone: () => strangers.clear(),
  };
}
