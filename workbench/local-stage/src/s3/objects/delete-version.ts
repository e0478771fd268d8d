import type { StreamingCall } from "../../endpoint/streaming-service.ts";
import { nowToTheSecondMs, type S3Context } from "../s3-context.ts";
import type { S3Request } from "../s3-request.ts";
import { removeReplaced } from "./store-object.ts";
import { invalidVersionId, isVersionId, newVersionId } from "./version-id.ts";
import type { ObjectVersion } from "./version-store.ts";

/** The result of a deletion: the version, and whether it was a delete marker. */
export type Deletion = { readonly isDeleteMarker: boolean; readonly versionId?: string };

/**
 * Deletes an object, or one version of it. In a versioned bucket a delete marker hides the object instead. Deleting a
 * missing object succeeds.
 * @throws S3Error InvalidArgument for a version id that S3 never issued.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
export function deleteVersion(
  context: S3Context,
  request: S3Request,
  call: StreamingCall,
  { key, versionId }: { readonly key: string; readonly versionId?: string | undefined },
): Deletion {
  const { versions, uploads, state, files } = context;
  const { bucket } = request;
  const insertsMarker = versionId === undefined && bucket.versioning !== "Disabled";
  const { removed, deletion } = state.transaction(() => {
    const before = versions.current(bucket.name, key);
    const outcome = insertsMarker
      ? insertMarker(context, request, call, key)
      : removeVersion(context, request, call, { key, versionId });
    const after = versions.current(bucket.name, key);
    const hasObject = [before, after].some((version) => version && !version.isDeleteMarker);
    if (hasObject && before?.seq !== after?.seq) uploads.addConflicts(bucket.name, key);
    return outcome;
  });
  if (removed) files.remove(removed.segments);
  return deletion;
}

type Outcome = { readonly removed: ObjectVersion | undefined; readonly deletion: Deletion };

function insertMarker(
  context: S3Context,
  request: S3Request,
  call: StreamingCall,
  key: string,
): Outcome {
  const { bucket } = request;
  const version = newMarker(context, request, key);
  const removed = removeReplaced(context, version);
  context.versions.insert(version);
  context.notify({ bucket, event: "ObjectRemoved:DeleteMarkerCreated", call, version });
  return { removed, deletion: { isDeleteMarker: true, versionId: version.versionId } };
}

function removeVersion(
  { versions, notify }: S3Context,
  { bucket }: S3Request,
  call: StreamingCall,
  { key, versionId }: { readonly key: string; readonly versionId: string | undefined },
): Outcome {
  const removed = versions.byId(bucket.name, key, versionId ?? "null");
  if (removed) versions.remove(removed);
  else if (versionId !== undefined && !isVersionId(versionId)) throw invalidVersionId(versionId);
  if (removed || versionId === undefined) {
    const version = { ...(removed ?? absentVersion(key)), seq: versions.nextSeq() };
    notify({ bucket, event: "ObjectRemoved:Delete", call, version });
  }
  const isDeleteMarker = removed?.isDeleteMarker ?? false;
  const deletion = versionId === undefined ? { isDeleteMarker } : { isDeleteMarker, versionId };
  return { removed, deletion };
}

/** S3 sends the event of a deletion although the key does not exist. */
function absentVersion(key: string) {
  return { key, versionId: "null", sizeBytes: 0, etag: "" };
}

function newMarker(context: S3Context, { bucket }: S3Request, key: string): ObjectVersion {
  const seq = context.versions.nextSeq();
  return {
    bucket: bucket.name,
    key,
    seq,
    isDeleteMarker: true,
    versionId: newVersionId(bucket.versioning, seq),
    modifiedAtMs: nowToTheSecondMs(context),
    sizeBytes: 0,
    etag: "",
    checksum: null,
    headers: {},
    segments: [],
    isMultipart: false,
  };
}
