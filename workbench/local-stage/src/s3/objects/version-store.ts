import type { DatabaseSync } from "node:sqlite";
import type { Checksum } from "../checksums/checksum.ts";
import type { Segment } from "./object-files.ts";

/** A file of an object. A part's checksum is base64, in the object's algorithm. */
type ObjectSegment = Segment & { readonly checksum?: string };

/** One version of an object, or a delete marker. */
export type ObjectVersion = {
  /** Grows with every change of any object. */
  readonly seq: number;
  readonly bucket: string;
  readonly key: string;
  /** `null` as text, where the bucket keeps no versions. */
  readonly versionId: string;
  readonly isDeleteMarker: boolean;
  readonly modifiedAtMs: number;
  readonly sizeBytes: number;
  /** Without its quotes. */
  readonly etag: string;
  readonly checksum: Checksum | null;
  /** The client's headers that are returned: `content-type`, `x-amz-meta-...`. */
  readonly headers: { readonly [name: string]: string };
  /** One for a single upload, one for each part of a multipart upload. */
  readonly segments: readonly ObjectSegment[];
  /** Whether it was a multipart upload, which may have a single part. */
  readonly isMultipart: boolean;
};

/** What a list shows of an object. */
export type ListedObject = Pick<
  ObjectVersion,
  "key" | "modifiedAtMs" | "sizeBytes" | "etag" | "checksum" | "headers"
>;

/** What a list shows of a version or a delete marker. */
export type ListedVersion = ListedObject &
  Pick<ObjectVersion, "versionId" | "isDeleteMarker"> & { readonly isCurrent: boolean };

type StoredJson = { readonly checksum: string; readonly headers: string };

export type VersionStore = ReturnType<typeof openVersionStore>;

/** The table of versions and its statements. It does not know S3's rules. */
export function openVersionStore(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS s3_sequence (last INTEGER NOT NULL) STRICT;
    INSERT INTO s3_sequence SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM s3_sequence);
    CREATE TABLE IF NOT EXISTS s3_versions (
      seq INTEGER PRIMARY KEY,
      bucket TEXT NOT NULL,
      key TEXT NOT NULL,
      versionId TEXT NOT NULL,
      isCurrent INTEGER NOT NULL,
      isDeleteMarker INTEGER NOT NULL,
      modifiedAtMs INTEGER NOT NULL,
      sizeBytes INTEGER NOT NULL,
      etag TEXT NOT NULL,
      checksum TEXT NOT NULL,
      headers TEXT NOT NULL,
      segments TEXT NOT NULL,
      isMultipart INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX IF NOT EXISTS s3_versions_by_id ON s3_versions (bucket, key, versionId);
    CREATE UNIQUE INDEX IF NOT EXISTS s3_versions_current ON s3_versions (bucket, key)
      WHERE isCurrent = 1;
    CREATE INDEX IF NOT EXISTS s3_versions_in_order ON s3_versions (bucket, key, seq DESC);
  `);
  const nextSeq = sqlite.prepare("UPDATE s3_sequence SET last = last + 1 RETURNING last");
  const current = sqlite.prepare(
    "SELECT * FROM s3_versions WHERE bucket = ? AND key = ? AND isCurrent = 1",
  );
  const byId = sqlite.prepare(
    "SELECT * FROM s3_versions WHERE bucket = ? AND key = ? AND versionId = ?",
  );
  const supersede = sqlite.prepare(
    "UPDATE s3_versions SET isCurrent = 0 WHERE bucket = ? AND key = ? AND isCurrent = 1",
  );
  const insert = sqlite.prepare(`
    INSERT INTO s3_versions (seq, bucket, key, versionId, isCurrent, isDeleteMarker, modifiedAtMs,
      sizeBytes, etag, checksum, headers, segments, isMultipart)
    VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)
  `);
  const remove = sqlite.prepare("DELETE FROM s3_versions WHERE seq = ?");
  const promote = sqlite.prepare(`
    UPDATE s3_versions SET isCurrent = 1 WHERE seq =
      (SELECT max(seq) FROM s3_versions WHERE bucket = ? AND key = ?)
  `);
  const list = sqlite.prepare(`
    SELECT key, modifiedAtMs, sizeBytes, etag, checksum, headers FROM s3_versions
    WHERE bucket = ? AND isCurrent = 1 AND isDeleteMarker = 0 AND key > ? AND key >= ? ORDER BY key
  `);
  const listVersions = sqlite.prepare(`
    SELECT key, versionId, isCurrent, isDeleteMarker, modifiedAtMs, sizeBytes, etag, checksum, headers
    FROM s3_versions WHERE bucket = ? AND key >= max(?, ?) AND (key, -seq) > (?, ?)
    ORDER BY key, seq DESC
  `);
  const segments = sqlite.prepare("SELECT segments FROM s3_versions");

  return {
    /** To be called only inside a transaction that uses the number. */
    nextSeq: () => (nextSeq.get() as { last: number }).last,
    current: (bucket: string, key: string) => parsed(current.get(bucket, key)),
    byId: (bucket: string, key: string, versionId: string) =>
      parsed(byId.get(bucket, key, versionId)),
    /** The version becomes the current one. */
    insert(version: ObjectVersion) {
      supersede.run(version.bucket, version.key);
      insert.run(
        version.seq,
        version.bucket,
        version.key,
        version.versionId,
        Number(version.isDeleteMarker),
        version.modifiedAtMs,
        version.sizeBytes,
        version.etag,
        JSON.stringify(version.checksum),
        JSON.stringify(version.headers),
        JSON.stringify(version.segments),
        Number(version.isMultipart),
      );
    },
    /** If the version was the current one, the version before it becomes current. */
    remove({ seq, bucket, key }: ObjectVersion) {
      remove.run(seq);
      promote.run(bucket, key);
    },
    /** Current objects in the order of their keys' bytes, after `after` and not before `from`. */
    *list(bucket: string, after: string, from: string): Iterable<ListedObject> {
      for (const row of list.iterate(bucket, after, from)) {
        const { checksum, headers, ...rest } = row as unknown as ListedObject & StoredJson;
        yield { ...rest, checksum: JSON.parse(checksum), headers: JSON.parse(headers) };
      }
    },
    /** All versions in the order of their keys' bytes, the latest of a key first; after `after`, and not before `from`. */
    *listVersions(
      bucket: string,
      after: Pick<ObjectVersion, "key" | "seq">,
      from: string,
    ): Iterable<ListedVersion> {
      const { key, seq } = after;
      for (const row of listVersions.iterate(bucket, from, key, key, -seq)) {
        const { checksum, headers, ...rest } = row as unknown as ListedVersion & StoredJson;
        yield {
          ...rest,
          isCurrent: Boolean(rest.isCurrent),
          isDeleteMarker: Boolean(rest.isDeleteMarker),
          checksum: JSON.parse(checksum),
          headers: JSON.parse(headers),
        };
      }
    },
    *segments(): Iterable<Segment> {
      for (const row of segments.iterate()) {
        yield* JSON.parse((row as { segments: string }).segments) as Segment[];
      }
    },
  };
}

function parsed(row: unknown): ObjectVersion | undefined {
  if (row === undefined) return undefined;
  const { isCurrent: _, ...found } = row as Record<string, never>;
  return {
    ...(found as unknown as ObjectVersion),
    isDeleteMarker: found.isDeleteMarker === 1,
    isMultipart: found.isMultipart === 1,
    checksum: JSON.parse(String(found.checksum)),
    headers: JSON.parse(String(found.headers)),
    segments: JSON.parse(String(found.segments)),
  };
}
