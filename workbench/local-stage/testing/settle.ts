import { setImmediate as nextTurn } from "node:timers/promises";

/** Lets everything that is ready run: rings, polls and ended invocations, one after the other. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
}
