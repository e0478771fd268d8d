import { quotas } from "@stagecraft/plan/quotas";
import type { SystemModel } from "../model/system-model.ts";
import { type Backlog, createBacklog } from "./backlog.ts";
import type { FunctionPool } from "./function-pool.ts";
import type { LimitUses } from "./limit-uses.ts";
import { negligible } from "./negligible.ts";
import { createTokenBucket } from "./token-bucket.ts";

/** The stream and its consumer over time. */
export type Stream = {
  tick(): void;
  /** Puts records that are spread evenly over the shards, and returns how many were accepted. */
  put(wanted: number, second: number): number;
  /** Processes what a second allows: one batch at a time of each part of a shard. */
  consume(second: number): void;
  readonly records: Backlog;
};

const { shardRecordsPerSecond, shardWrittenBytesPerSecond } = quotas.kinesis;

export function createStream(
  system: SystemModel,
  { functions, limits }: { readonly functions: FunctionPool; readonly limits: LimitUses },
): Stream {
  const { name, shards, functionName, recordBytes, recordSeconds } = system.stream;
  const bucketOf = (shardPerSecond: number) =>
    createTokenBucket({ size: shards * shardPerSecond, perSecond: shards * shardPerSecond });
  const records = bucketOf(shardRecordsPerSecond.value);
  const bytes = bucketOf(shardWrittenBytesPerSecond.value);
  const backlog = createBacklog();
  /** Records since the relay's last run began. */
  let recent = 0;

  return {
    records: backlog,
    tick() {
      records.tick();
      bytes.tick();
    },
    put(wanted, second) {
      const counted = records.take(wanted);
      const accepted = bytes.take(counted * recordBytes) / recordBytes;
      limits.add({
        kind: "stream-records",
        resource: name,
        unit: "records/s",
        used: wanted,
        limit: records.perSecond,
        isMet: counted < wanted - negligible,
      });
      limits.add({
        kind: "stream-bytes",
        resource: name,
        unit: "bytes/s",
        used: wanted * recordBytes,
        limit: bytes.perSecond,
        isMet: accepted < counted - negligible,
      });
      backlog.add(accepted, second);
      recent += accepted;
      return accepted;
    },
    consume(second) {
      const lanes = shards * system.stream.parallelizationFactor;
      const concurrency = Math.min(lanes, functions.limitOf(functionName));
      const running = Math.min(backlog.amount * recordSeconds, concurrency);
      const taken = recordSeconds > 0 ? running / recordSeconds : backlog.amount;
      // The relay puts its records at once: the consumer has the time until the next run.
      const { everySeconds } = system.relay;
      if ((second + 1) % everySeconds === 0) {
        limits.add({
          kind: "stream-consumer",
          resource: name,
          unit: "batches at once",
          used: (recent * recordSeconds) / everySeconds,
          limit: concurrency,
        });
        recent = 0;
      }
      const batch = Math.min(system.stream.batchSize, Math.max(1, taken / lanes));
      functions.run(functionName, {
        invocations: taken / batch,
        environments: Math.ceil(running),
        seconds: taken * recordSeconds,
      });
      backlog.take(taken);
    },
  };
}
