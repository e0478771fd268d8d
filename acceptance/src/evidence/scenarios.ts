import { createVitest } from "vitest/node";

/**
 * Runs every scenario with Vitest, until they end or whoever started this has disconnected or is gone: then the workers are
 * killed at once. What their stages leave is ended by whoever gave them their folder, or by the next start.
 */
const vitest = await createVitest({
  project: ["integration"],
  watch: false,
  reporters: ["default", { onTestModuleQueued: stopIfLeft }],
});
process.once("disconnect", stopIfLeft);
await vitest.start(["acceptance/src/scenarios"]);
await vitest.close();
if (process.connected) process.disconnect();

/**
 * Asked once, Vitest only tells its workers, and one that is still starting does not hear it and runs its whole file; asked
 * again, it kills them. Before the first module is queued there is nothing that it could cancel.
 */
function stopIfLeft() {
  if (process.connected) return;
  void vitest.cancelCurrentRun("keyboard-input");
  void vitest.cancelCurrentRun("keyboard-input");
}
