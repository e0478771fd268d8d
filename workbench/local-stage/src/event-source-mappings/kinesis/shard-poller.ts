import { createSleep } from "../../common/sleep.ts";
import { putStreamMetric } from "../../kinesis/put-stream-metric.ts";
import { createBatchAttempts } from "./batch-attempts.ts";
import { collectBatch } from "./collect-batch.ts";
import type { ShardPollerOptions } from "./shard-poller-options.ts";
import { openShardProgress } from "./shard-progress.ts";

/** Processes the batches of one shard, or of one part of its partition keys, one after the other. */
export type ShardPoller = {
  /** True while the function processes a batch. */
  isInvoking(): boolean;
  /** True while it waits for a record or for a time. */
  isIdle(): boolean;
  /** Resolves when the poller has stopped, after the running invocation. */
  readonly ended: Promise<void>;
  /** Records in the stream that are not processed. */
  remaining(): number;
};

export function runShardPoller(options: ShardPollerOptions): ShardPoller {
  const { context, stopping, stream } = options;
  const progress = openShardProgress(options);
  const sleep = createSleep(context.clock, stopping);
  const parts = { ...options, progress, sleep };
  const { attempt, isInvoking } = createBatchAttempts(parts);
  let hasEnded = false;

  // Lambda reads each shard about once a second, and is at its end when nothing is left to process.
  const endMeasuring = context.clock.onMinute((minuteMs) => {
    const ageMs = Math.max(0, minuteMs - (progress.behindSinceMs() ?? minuteMs));
    putStreamMetric(
      context.metrics,
      stream.name,
      "GetRecords.IteratorAgeMilliseconds",
      ageMs,
      minuteMs,
    );
  });
  stopping.addEventListener("abort", endMeasuring, { once: true });

  async function run() {
    while (!stopping.aborted) {
      const batch = progress.first();
      if (batch === undefined) await collectBatch(parts);
      else await attempt(batch);
    }
    hasEnded = true;
  }

  return {
    isInvoking,
    isIdle: () => hasEnded || sleep.isAsleep(),
    ended: run(),
    remaining: progress.remaining,
  };
}
