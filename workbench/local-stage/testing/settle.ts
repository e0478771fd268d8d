import { setImmediate as nextTurn } from "node:timers/promises";

/** Runs everything that is ready: notifications, polls and ended invocations. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
}
