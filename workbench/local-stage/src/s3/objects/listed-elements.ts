import { createHash } from "node:crypto";
import { storageClassOf } from "./storage-class.ts";
import type { ListedObject } from "./version-store.ts";

/** The elements of an object or of a version in a list. `encode` encodes its key. */
export function listedElements(object: ListedObject, encode: (text: string) => string) {
  return {
    Key: encode(object.key),
    LastModified: new Date(object.modifiedAtMs).toISOString(),
    ETag: `"${object.etag}"`,
    ChecksumAlgorithm: object.checksum?.algorithm,
    ChecksumType: object.checksum?.type,
    Size: object.sizeBytes,
    StorageClass: storageClassOf(object.headers),
  };
}

/** The form of an account's canonical user id. */
export function ownerOf(accountId: string) {
  return { ID: createHash("sha256").update(accountId).digest("hex") };
}
