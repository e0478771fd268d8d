import type { Permission } from "../operation.ts";
import type { S3Request } from "./s3-request.ts";

/** An action on the request's object, unless another key of its bucket is meant. */
export function onObject(action: string, { bucket, key }: S3Request, otherKey = key): Permission {
  return { action, resource: `${bucket.arn}/${otherKey}` };
}

export function onBucket(action: string, { bucket }: S3Request): Permission {
  return { action, resource: bucket.arn };
}
