import { createVitest } from "vitest/node";

/**
 * Runs all scenarios with Vitest. When the parent process disconnects or ends, the workers are killed at once. The parent process
 * or the next start cleans up after their stages.
 */
const vitest = await createVitest({
  project: ["integration"],
  // Where a trace breaks, the gate says it by name: the tests about traces would only stop the recording.
  testNamePattern: /^(?!the trace of )/,
  watch: false,
  reporters: ["default", { onTestModuleQueued: stopIfDisconnected }],
});
process.once("disconnect", stopIfDisconnected);
await vitest.start(["acceptance/src/scenarios"]);
await vitest.close();
if (process.connected) process.disconnect();

/**
 * The first cancellation only sends a message to the workers, and a worker that is still starting misses it and runs its whole
 * file. The second one kills them. Before the first module is queued there is nothing to cancel.
 */
function stopIfDisconnected() {
  if (process.connected) return;
  void vitest.cancelCurrentRun("keyboard-input");
  void vitest.cancelCurrentRun("keyboard-input");
}
