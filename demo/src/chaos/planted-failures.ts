import { isAffected } from "./planted-bug.ts";
import type { PoisonMessages } from "./poison-messages.ts";

type BugInput = Parameters<typeof isAffected>[0];

/** Failures that have to end as dead-letter messages: poison messages, and a bug in a consumer. */
export type PlantedFailures = {
  readonly bug: Parameters<typeof isAffected>[1];
  /** Filled when they are sent. */
  readonly poisonMessages: PoisonMessages;
  /** Whether the bug affects an order: its message becomes a dead-letter message, even when the order was cancelled meanwhile. */
  affects(order: BugInput): boolean;
  /** Whether an order is blocked until the bug is fixed. */
  blocks(order: BugInput & { readonly status: string }): boolean;
  fixBug(): void;
  isBugFixed(): boolean;
  /** To be called when the poison messages were discarded. */
  forgetPoisonMessages(): void;
};

/** The bug affects `share` (0 to 1) of the orders. */
export function plantFailures(bug: {
  readonly seed: number;
  readonly share: number;
}): PlantedFailures {
  const poisonMessages: PoisonMessages = new Map();
  let isFixed = false;
  const affects = (order: BugInput) => !isFixed && isAffected(order, bug);
  return {
    bug,
    poisonMessages,
    affects,
    blocks: (order) => order.status === "placed" && affects(order),
    fixBug() {
      isFixed = true;
    },
    isBugFixed: () => isFixed,
    forgetPoisonMessages: () => poisonMessages.clear(),
  };
}
