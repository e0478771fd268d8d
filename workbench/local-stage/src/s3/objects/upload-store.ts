import type { DatabaseSync } from "node:sqlite";
import type { UploadChecksum } from "../checksums/upload-checksum.ts";
import type { Segment } from "./object-files.ts";

/** An upload in parts that is neither complete nor aborted. */
export type Upload = {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  /** What the client asked for; undefined where S3 computes its default. */
  readonly requestedChecksum: UploadChecksum | undefined;
  readonly headers: { readonly [name: string]: string };
};

export type Part = Segment & {
  readonly partNumber: number;
  readonly modifiedAtMs: number;
  /** The part's MD5 in hex. */
  readonly etag: string;
  /** In the upload's algorithm or S3's default, as base64. */
  readonly checksum: string;
};

export type UploadStore = ReturnType<typeof openUploadStore>;

/** The tables of uploads and their parts. */
export function openUploadStore(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS s3_uploads (
      uploadId TEXT PRIMARY KEY,
      bucket TEXT NOT NULL,
      key TEXT NOT NULL,
      checksumAlgorithm TEXT NOT NULL,
      checksumType TEXT NOT NULL,
      headers TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS s3_parts (
      uploadId TEXT NOT NULL REFERENCES s3_uploads ON DELETE CASCADE,
      partNumber INTEGER NOT NULL,
      file TEXT NOT NULL,
      sizeBytes INTEGER NOT NULL,
      modifiedAtMs INTEGER NOT NULL,
      etag TEXT NOT NULL,
      checksum TEXT NOT NULL,
      PRIMARY KEY (uploadId, partNumber)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS s3_uploads_by_key ON s3_uploads (bucket, key);
    CREATE TABLE IF NOT EXISTS s3_upload_conflicts (
      uploadId TEXT PRIMARY KEY REFERENCES s3_uploads ON DELETE CASCADE
    ) STRICT;
  `);
  const upload = sqlite.prepare("SELECT * FROM s3_uploads WHERE uploadId = ?");
  const insert = sqlite.prepare("INSERT INTO s3_uploads VALUES (?, ?, ?, ?, ?, ?)");
  const remove = sqlite.prepare("DELETE FROM s3_uploads WHERE uploadId = ?");
  const removeParts = sqlite.prepare("DELETE FROM s3_parts WHERE uploadId = ?");
  const part = sqlite.prepare("SELECT * FROM s3_parts WHERE uploadId = ? AND partNumber = ?");
  const putPart = sqlite.prepare("INSERT OR REPLACE INTO s3_parts VALUES (?, ?, ?, ?, ?, ?, ?)");
  const parts = sqlite.prepare("SELECT * FROM s3_parts WHERE uploadId = ? ORDER BY partNumber");
  const conflict = sqlite.prepare("SELECT 1 FROM s3_upload_conflicts WHERE uploadId = ?");
  const addConflicts = sqlite.prepare(`
    INSERT OR IGNORE INTO s3_upload_conflicts
    SELECT uploadId FROM s3_uploads WHERE bucket = ? AND key = ?
  `);
  const files = sqlite.prepare("SELECT file, sizeBytes FROM s3_parts");

  return {
    get(uploadId: string): Upload | undefined {
      const row = upload.get(uploadId) as UploadRow | undefined;
      return row && uploadOf(row);
    },
    insert(made: Upload) {
      const { uploadId, bucket, key, requestedChecksum, headers } = made;
      const { algorithm, type } = requestedChecksum ?? noChecksum;
      insert.run(uploadId, bucket, key, algorithm, type, JSON.stringify(headers));
    },
    /** With its parts; the caller must remove their files. */
    remove(uploadId: string) {
      removeParts.run(uploadId);
      remove.run(uploadId);
    },
    part: (uploadId: string, partNumber: number) =>
      part.get(uploadId, partNumber) as Part | undefined,
    /** Replaces a part with the same number. */
    putPart(uploadId: string, made: Part) {
      const { partNumber, file, sizeBytes, modifiedAtMs, etag, checksum } = made;
      putPart.run(uploadId, partNumber, file, sizeBytes, modifiedAtMs, etag, checksum);
    },
    parts: (uploadId: string) => parts.all(uploadId) as unknown as readonly Part[],
    /** For a change of an object: it conflicts with the uploads of its key that have begun. */
    addConflicts(bucket: string, key: string) {
      addConflicts.run(bucket, key);
    },
    /** Whether the object has changed since the upload began. */
    hasConflict: (uploadId: string) => conflict.get(uploadId) !== undefined,
    segments: () => files.iterate() as unknown as Iterable<Segment>,
  };
}

/** In the table, an upload that asked for no checksum has empty texts. */
const noChecksum = { algorithm: "", type: "" };

type UploadRow = {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly checksumAlgorithm: UploadChecksum["algorithm"] | "";
  readonly checksumType: UploadChecksum["type"] | "";
  readonly headers: string;
};

function uploadOf({ checksumAlgorithm, checksumType, headers, ...row }: UploadRow): Upload {
  const requestedChecksum =
    checksumAlgorithm === "" || checksumType === ""
      ? undefined
      : { algorithm: checksumAlgorithm, type: checksumType };
  return { ...row, requestedChecksum, headers: JSON.parse(headers) };
}
