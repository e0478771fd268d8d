import type { ShardPart } from "../../kinesis/record-store.ts";
import type { State } from "../../stage/state.ts";

/** How far a mapping has processed its part of a shard. */
export type Checkpoint = {
  /** The last record that needs no more processing. */
  readonly afterSeq: number;
  /** The next records, in batches that the function was already invoked with: how often, and how many of those were retries. */
  readonly batches: readonly {
    readonly fromSeq: number;
    readonly throughSeq: number;
    readonly invokes: number;
    readonly retries: number;
  }[];
};

/** The checkpoints of all mappings, from which a restart resumes. */
export type CheckpointStore = {
  /**
   * The checkpoint of each part of a shard; the first time, all begin at `firstSeq`. When the number of parts has changed, all
   * begin at the earliest checkpoint: records are repeated rather than lost.
   */
  open(
    sourceId: string,
    shard: Omit<ShardPart, "partIndex">,
    firstSeq: () => number,
  ): readonly Checkpoint[];
  save(sourceId: string, part: ShardPart, checkpoint: Checkpoint): void;
};

type Row = {
  readonly partCount: number;
  readonly afterSeq: number;
  readonly batches: string;
};

/** The table and its columns have the names that saved states have. */
export function openCheckpointStore({ sqlite, transaction }: State): CheckpointStore {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS kinesis_lanes (
      source TEXT NOT NULL,
      stream TEXT NOT NULL,
      shard INTEGER NOT NULL,
      lane INTEGER NOT NULL,
      laneCount INTEGER NOT NULL,
      afterSeq INTEGER NOT NULL,
      batches TEXT NOT NULL,
      PRIMARY KEY (source, stream, shard, lane)
    ) STRICT, WITHOUT ROWID
  `);
  const select = sqlite.prepare(
    "SELECT laneCount AS partCount, afterSeq, batches FROM kinesis_lanes WHERE source = ? AND stream = ? AND shard = ? ORDER BY lane",
  );
  const remove = sqlite.prepare(
    "DELETE FROM kinesis_lanes WHERE source = ? AND stream = ? AND shard = ?",
  );
  const upsert = sqlite.prepare(
    "INSERT OR REPLACE INTO kinesis_lanes VALUES (?, ?, ?, ?, ?, ?, ?)",
  );

  const save: CheckpointStore["save"] = (sourceId, part, { afterSeq, batches }) => {
    const { streamName, shardIndex, partIndex, partCount } = part;
    const text = JSON.stringify(batches);
    upsert.run(sourceId, streamName, shardIndex, partIndex, partCount, afterSeq, text);
  };
  return {
    save,
    open(sourceId, shard, firstSeq) {
      const { streamName, shardIndex, partCount } = shard;
      const rows = select.all(sourceId, streamName, shardIndex) as unknown as Row[];
      if (rows[0]?.partCount === partCount) {
        return rows.map((row) => ({ afterSeq: row.afterSeq, batches: JSON.parse(row.batches) }));
      }
      const afterSeq =
        rows.length === 0 ? firstSeq() : Math.min(...rows.map((row) => row.afterSeq));
      const checkpoints = Array.from({ length: partCount }, () => ({ afterSeq, batches: [] }));
      transaction(() => {
        remove.run(sourceId, streamName, shardIndex);
        for (const [partIndex, checkpoint] of checkpoints.entries())
          save(sourceId, { ...shard, partIndex }, checkpoint);
      });
      return checkpoints;
    },
  };
}
