import type { SqsContext } from "../sqs-context.ts";

/** Waits until a message may be receivable, the deadline has passed or the client has disconnected. */
export function waitForArrival(
  context: SqsContext,
  queueName: string,
  wait: { readonly sinceMs: number; readonly deadlineMs: number; readonly signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancelWait();
      cancelDeadline();
      wait.signal.removeEventListener("abort", end);
      resolve();
    };
    const cancelWait = context.arrivals.wait(queueName, wait.sinceMs, end);
    const cancelDeadline = context.clock.at(wait.deadlineMs, end);
    wait.signal.addEventListener("abort", end);
  });
}
