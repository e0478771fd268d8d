import type { DatabaseSync } from "node:sqlite";

/** The records of one shard, or those of them whose partition keys fall into one of `partCount` equal parts. */
export type ShardPart = {
  readonly streamName: string;
  readonly shardIndex: number;
  readonly partIndex: number;
  readonly partCount: number;
};

export type NewRecord = {
  readonly streamName: string;
  readonly shardIndex: number;
  readonly arrivedAtMs: number;
  /** Decides the part of the shard: the same for the same partition key. */
  readonly keyHash: number;
  readonly partitionKey: string;
  readonly data: Uint8Array;
};

export type StoredRecord = {
  /** Order of arrival over all streams; never used twice. */
  readonly seq: number;
  readonly arrivedAtMs: number;
  readonly partitionKey: string;
  readonly data: Uint8Array;
};

/** The size that AWS counts: data and partition key. */
export function recordBytes({ data, partitionKey }: Pick<NewRecord, "data" | "partitionKey">) {
  return data.length + Buffer.byteLength(partitionKey);
}

export type RecordStore = ReturnType<typeof openRecordStore>;

/** The table of records and its statements. It does not know Kinesis's rules. */
export function openRecordStore(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS kinesis_records (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      stream TEXT NOT NULL,
      shard INTEGER NOT NULL,
      arrivedAtMs INTEGER NOT NULL,
      keyHash INTEGER NOT NULL,
      partitionKey TEXT NOT NULL,
      data BLOB NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS kinesis_records_by_shard ON kinesis_records (stream, shard);
    CREATE INDEX IF NOT EXISTS kinesis_records_by_arrival
      ON kinesis_records (stream, shard, arrivedAtMs);
  `);
  const insert = sqlite.prepare(
    "INSERT INTO kinesis_records (stream, shard, arrivedAtMs, keyHash, partitionKey, data) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const part = "stream = ? AND shard = ? AND keyHash % ? = ? AND seq > ? AND arrivedAtMs > ?";
  const read = sqlite.prepare(
    `SELECT seq, arrivedAtMs, partitionKey, data FROM kinesis_records WHERE ${part} AND seq <= ? ORDER BY seq`,
  );
  const count = sqlite.prepare(`SELECT count(*) AS records FROM kinesis_records WHERE ${part}`);
  const last = sqlite.prepare(
    "SELECT coalesce(max(seq), 0) AS seq FROM kinesis_records WHERE stream = ? AND shard = ?",
  );
  const arrivedSince = sqlite.prepare(
    "SELECT min(seq) AS seq FROM kinesis_records WHERE stream = ? AND shard = ? AND arrivedAtMs >= ?",
  );
  const expire = sqlite.prepare(
    "DELETE FROM kinesis_records WHERE stream = ? AND shard = ? AND arrivedAtMs <= ?",
  );
  const keys = ({ streamName, shardIndex, partIndex, partCount }: ShardPart) =>
    [streamName, shardIndex, partCount, partIndex] as const;
  const lastSeq = (streamName: string, shardIndex: number) =>
    (last.get(streamName, shardIndex) as { seq: number }).seq;

  return {
    insert(record: NewRecord): number {
      const { lastInsertRowid } = insert.run(
        record.streamName,
        record.shardIndex,
        record.arrivedAtMs,
        record.keyHash,
        record.partitionKey,
        record.data,
      );
      return Number(lastInsertRowid);
    },
    /** In order, from after `afterSeq` to `throughSeq`, without what arrived at `expiredAtMs` or before. */
    read: (
      from: ShardPart,
      afterSeq: number,
      expiredAtMs: number,
      throughSeq = Number.MAX_SAFE_INTEGER,
    ) =>
      read.iterate(
        ...keys(from),
        afterSeq,
        expiredAtMs,
        throughSeq,
      ) as Iterable<unknown> as Iterable<StoredRecord>,
    count: (from: ShardPart, afterSeq: number, expiredAtMs: number) =>
      (count.get(...keys(from), afterSeq, expiredAtMs) as { records: number }).records,
    /** The place of a shard's last record; 0 when it has none. */
    lastSeq,
    /** The place before the first record that arrived at `timeMs` or later. */
    seqBefore(streamName: string, shardIndex: number, timeMs: number): number {
      const found = arrivedSince.get(streamName, shardIndex, timeMs) as { seq: number | null };
      return found.seq === null ? lastSeq(streamName, shardIndex) : found.seq - 1;
    },
    removeArrivedUntil: (streamName: string, shardIndex: number, timeMs: number) =>
      void expire.run(streamName, shardIndex, timeMs),
  };
}
