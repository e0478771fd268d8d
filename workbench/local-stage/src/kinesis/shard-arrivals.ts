/** Tells who waits on a shard that a record has come. Nobody polls. */
export type ShardArrivals = {
  /** Calls `ring` once. Returns the cancellation. */
  wait(streamName: string, shardIndex: number, ring: () => void): () => void;
  arrived(streamName: string, shardIndex: number): void;
};

export function createShardArrivals(): ShardArrivals {
  const waiters = new Map<string, Set<() => void>>();
  const keyOf = (streamName: string, shardIndex: number) => `${streamName}/${shardIndex}`;
  return {
    wait(streamName, shardIndex, ring) {
      const key = keyOf(streamName, shardIndex);
      const waiting = waiters.get(key) ?? new Set();
      waiters.set(key, waiting.add(ring));
      return () => void waiting.delete(ring);
    },
    arrived(streamName, shardIndex) {
      const key = keyOf(streamName, shardIndex);
      const ringing = waiters.get(key);
      waiters.delete(key);
      for (const ring of ringing ?? []) ring();
    },
  };
}
