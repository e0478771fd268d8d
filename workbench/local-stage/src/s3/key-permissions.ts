import type { Permission } from "../common/operation.ts";
import { keyPermission } from "../kms/key-permission.ts";
import type { S3Request } from "./s3-request.ts";

/**
 * The permission on the bucket's key to read the object.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function keyPermissionsToRead(request: S3Request): readonly Permission[] {
  return onKey(request, "kms:Decrypt");
}

/** The permission to store the object in one piece. */
export function keyPermissionsToWrite(request: S3Request): readonly Permission[] {
  return onKey(request, "kms:GenerateDataKey");
}

/** Parts are read again: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions */
export function keyPermissionsToUploadParts(request: S3Request): readonly Permission[] {
  return onKey(request, "kms:GenerateDataKey", "kms:Decrypt");
}

/** The context is the bucket's where the bucket has a key: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html */
function onKey({ bucket, key }: S3Request, ...actions: string[]): readonly Permission[] {
  const { kmsKeyArn } = bucket;
  if (kmsKeyArn === undefined) return [];
  const context = { "aws:s3:arn": bucket.bucketKeyEnabled ? bucket.arn : `${bucket.arn}/${key}` };
  return actions.map((action) => keyPermission(action, kmsKeyArn, { service: "s3", context }));
}
