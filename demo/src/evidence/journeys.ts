import { createVitest } from "vitest/node";

/**
 * Runs every journey with Vitest, until they end or whoever started this has disconnected or is gone: then the journeys that are
 * under way are cancelled, and close their stages.
 */
let isRunning = false;
let isCancelled = false;

const vitest = await createVitest({
  project: ["integration"],
  watch: false,
  reporters: ["default", { onTestModuleQueued: begin }],
});
process.once("disconnect", cancelIfLeft);
await vitest.start(["demo/src/journeys"]);
await vitest.close();
if (process.connected) process.disconnect();

/** Before the first worker there is nothing that Vitest could cancel. */
function begin() {
  isRunning = true;
  cancelIfLeft();
}

/** Once: asked again, Vitest kills its workers. */
function cancelIfLeft() {
  if (!isRunning || isCancelled || process.connected) return;
  isCancelled = true;
  void vitest.cancelCurrentRun("keyboard-input");
}
