import type { Log, LogFields } from "@stagecraft/observability/logger";
import type { Metrics } from "@stagecraft/observability/metrics";
import type { Context } from "aws-lambda";

/** How long the work may still take. */
export type Deadline = { remainingMs(): number };

/**
 * The Lambda handler of work that a schedule or an operator starts. What the work returns is
 * logged and answered; what it throws fails the invocation, so that it is tried again and counted.
 */
export function scheduleHandler<Outcome extends LogFields>(
  work: (deadline: Deadline) => Promise<Outcome>,
  { log, metrics }: { log: Log; metrics: Metrics },
) {
  return async (_event: unknown, context: Context): Promise<Outcome> => {
    const requestId = context.awsRequestId;
    try {
      const outcome = await work({ remainingMs: () => context.getRemainingTimeInMillis() });
      log.info("run", { requestId, ...outcome });
      return outcome;
    } catch (thrown) {
      log.error("run", { requestId }, thrown);
      throw thrown;
    } finally {
      metrics.flush();
    }
  };
}
