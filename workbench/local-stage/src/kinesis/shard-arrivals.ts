/** Notifies those who wait for a shard when a record arrives. */
export type ShardArrivals = {
  /** Calls `notify` once. Returns the cancellation. */
  wait(streamName: string, shardIndex: number, notify: () => void): () => void;
  arrived(streamName: string, shardIndex: number): void;
};

export function createShardArrivals(): ShardArrivals {
  const waiters = new Map<string, Set<() => void>>();
  const keyOf = (streamName: string, shardIndex: number) => `${streamName}/${shardIndex}`;
  return {
    wait(streamName, shardIndex, notify) {
      const key = keyOf(streamName, shardIndex);
      const waiting = waiters.get(key) ?? new Set();
      waiters.set(key, waiting.add(notify));
      return () => void waiting.delete(notify);
    },
    arrived(streamName, shardIndex) {
      const key = keyOf(streamName, shardIndex);
      const notified = waiters.get(key);
      waiters.delete(key);
      for (const notify of notified ?? []) notify();
    },
  };
}
