import type { ShardPart } from "../../kinesis/record-store.ts";
import type { State } from "../../stage/state.ts";

/** How far a mapping came in its part of a shard. */
export type LaneProgress = {
  /** Everything up to here is done with. */
  readonly afterSeq: number;
  /** What follows first, in batches that the function had already: how often, and how many of those were retries. */
  readonly batches: readonly {
    readonly fromSeq: number;
    readonly throughSeq: number;
    readonly invokes: number;
    readonly retries: number;
  }[];
};

/** Where mappings stand, so that a restart goes on there. */
export type LaneStore = {
  /**
   * Where each part of a shard stands; `firstSeq` is where all of them begin the first time. When the number of parts has
   * changed, all begin at the hindmost: records are repeated rather than lost.
   */
  open(
    sourceId: string,
    shard: Omit<ShardPart, "lane">,
    firstSeq: () => number,
  ): readonly LaneProgress[];
  save(sourceId: string, part: ShardPart, progress: LaneProgress): void;
};

type Row = {
  readonly lane: number;
  readonly laneCount: number;
  readonly afterSeq: number;
  readonly batches: string;
};

export function openLaneStore({ sqlite, transaction }: State): LaneStore {
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
    "SELECT lane, laneCount, afterSeq, batches FROM kinesis_lanes WHERE source = ? AND stream = ? AND shard = ? ORDER BY lane",
  );
  const remove = sqlite.prepare(
    "DELETE FROM kinesis_lanes WHERE source = ? AND stream = ? AND shard = ?",
  );
  const upsert = sqlite.prepare(
    "INSERT OR REPLACE INTO kinesis_lanes VALUES (?, ?, ?, ?, ?, ?, ?)",
  );

  const save: LaneStore["save"] = (sourceId, part, { afterSeq, batches }) => {
    const { streamName, shardIndex, lane, laneCount } = part;
    const text = JSON.stringify(batches);
    upsert.run(sourceId, streamName, shardIndex, lane, laneCount, afterSeq, text);
  };
  return {
    save,
    open(sourceId, shard, firstSeq) {
      const { streamName, shardIndex, laneCount } = shard;
      const rows = select.all(sourceId, streamName, shardIndex) as unknown as Row[];
      if (rows[0]?.laneCount === laneCount) {
        return rows.map((row) => ({ afterSeq: row.afterSeq, batches: JSON.parse(row.batches) }));
      }
      const afterSeq =
        rows.length === 0 ? firstSeq() : Math.min(...rows.map((row) => row.afterSeq));
      const lanes = Array.from({ length: laneCount }, () => ({ afterSeq, batches: [] }));
      transaction(() => {
        remove.run(sourceId, streamName, shardIndex);
        for (const [lane, progress] of lanes.entries())
          save(sourceId, { ...shard, lane }, progress);
      });
      return lanes;
    },
  };
}
