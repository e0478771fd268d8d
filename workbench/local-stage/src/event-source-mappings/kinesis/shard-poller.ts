import { createSleep } from "../../shared/sleep.ts";
import { createBatchAttempts } from "./batch-attempts.ts";
import { gatherBatch } from "./collect-batch.ts";
import type { LaneOptions } from "./shard-poller-options.ts";
import { openLanePosition } from "./shard-progress.ts";

/** One after the other, the batches of one shard, or of those of its partition keys that fall into one part. */
export type Lane = {
  /** True while the function has a batch. */
  isInvoking(): boolean;
  /** True while nothing happens here before a record comes or the clock moves on. */
  isIdle(): boolean;
  /** Ends when the lane has stopped, after the invocation that runs. */
  readonly ended: Promise<void>;
  /** Records in the stream that are not done with. */
  remaining(): number;
};

export function runLane(options: LaneOptions): Lane {
  const { context, stopping } = options;
  const position = openLanePosition(options);
  const sleep = createSleep(context.clock, stopping);
  const parts = { ...options, position, sleep };
  const { attempt, isInvoking } = createBatchAttempts(parts);
  let hasEnded = false;

  async function run() {
    while (!stopping.aborted) {
      const batch = position.first();
      if (batch === undefined) await gatherBatch(parts);
      else await attempt(batch);
    }
    hasEnded = true;
  }

  return {
    isInvoking,
    isIdle: () => hasEnded || sleep.isAsleep(),
    ended: run(),
    remaining: position.remaining,
  };
}
