import { randomUUID } from "node:crypto";
import type { InvocationContext } from "@stagecraft/lambda/invocation";
import type { Running } from "./run-until-stopped.ts";

/** Twenty days. Node's timers, which watch the time of a unit of work, can be no longer than 24. */
const muchTimeMs = 20 * 24 * 60 * 60 * 1_000;

/**
 * Runs one unit of work to its end, then stops what it used. Until SIGTERM it has much time; after it, the work learns that no
 * time is left, and ends by itself. An error is logged by the handler, and the exit code is 1.
 */
export async function runTask(
  work: (context: InvocationContext) => Promise<unknown>,
  used: readonly Running[],
): Promise<void> {
  let isStopping = false;
  process.once("SIGTERM", () => {
    isStopping = true;
  });
  try {
    await work({
      awsRequestId: randomUUID(),
      getRemainingTimeInMillis: () => (isStopping ? 0 : muchTimeMs),
      isContainer: true,
    });
  } catch {
    process.exitCode = 1;
  }
  for (const each of used) await each.stop();
}
