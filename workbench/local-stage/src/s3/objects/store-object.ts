import type { StreamingCall } from "../../endpoint/streaming-service.ts";
import { nowToTheSecondMs, type S3Context } from "../s3-context.ts";
import type { S3Request } from "../s3-request.ts";
import type { ReceivedFile } from "./receive-body.ts";
import { newVersionId } from "./version-id.ts";
import type { ObjectVersion } from "./version-store.ts";
import { checkWrite } from "./write-conditions.ts";

/** A new object, whose bytes are in files. */
export type NewObject = Pick<
  ObjectVersion,
  "sizeBytes" | "etag" | "checksum" | "headers" | "segments" | "isMultipart"
>;

/**
 * Stores an object under the request's key: condition, row and notification in one transaction. The replaced version is
 * removed, unless the bucket is versioned, and so is the upload that made the object, if any.
 * @throws S3Error when the request's condition does not hold; then the caller must remove the object's files.
 */
export function storeObject(
  context: S3Context,
  request: S3Request,
  call: StreamingCall,
  made: NewObject & { readonly event: string; readonly uploadId?: string },
): ObjectVersion {
  const { versions, uploads, state, files } = context;
  const { bucket, key } = request;
  const { event, uploadId, ...object } = made;
  let replaced: ObjectVersion | undefined;
  const stored = state.transaction(() => {
    const hasConflict = uploadId !== undefined && uploads.hasConflict(uploadId);
    checkWrite(request, { current: versions.current(bucket.name, key), hasConflict });
    const seq = versions.nextSeq();
    const version = {
      ...object,
      bucket: bucket.name,
      key,
      seq,
      isDeleteMarker: false,
      versionId: newVersionId(bucket.versioning, seq),
      modifiedAtMs: nowToTheSecondMs(context),
    };
    replaced = removeReplaced(context, version);
    versions.insert(version);
    if (uploadId !== undefined) uploads.remove(uploadId);
    uploads.addConflicts(bucket.name, key);
    context.notify({ bucket, event, call, version });
    return version;
  });
  if (replaced) files.remove(replaced.segments);
  return stored;
}

/** Stores an object that is in one file. @throws S3Error as `storeObject`; then the file is removed. */
export function storeFile(
  context: S3Context,
  request: S3Request,
  call: StreamingCall,
  received: ReceivedFile,
  made: Pick<ObjectVersion, "headers"> & { readonly event: string },
): ObjectVersion {
  const { file, sizeBytes, md5, algorithm, checksum } = received;
  const segments = [{ file, sizeBytes }];
  try {
    return storeObject(context, request, call, {
      ...made,
      sizeBytes,
      segments,
      etag: md5.toString("hex"),
      isMultipart: false,
      checksum: { algorithm, type: "FULL_OBJECT", value: checksum },
    });
  } catch (error) {
    context.files.remove(segments);
    throw error;
  }
}

/** Removes the version with the same id, which can only be `null`. Returns it, for its files. */
export function removeReplaced(
  { versions }: S3Context,
  { bucket, key, versionId }: Pick<ObjectVersion, "bucket" | "key" | "versionId">,
): ObjectVersion | undefined {
  const before = versions.byId(bucket, key, versionId);
  if (before) versions.remove(before);
  return before;
}
