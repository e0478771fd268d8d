import type { Permission } from "../common/operation.ts";
import { conditionKeys } from "./condition-keys.ts";
import type { S3Request } from "./s3-request.ts";

/** An action on the request's object, or on another key of its bucket. */
export function onObject(action: string, request: S3Request, otherKey = request.key): Permission {
  const resource = `${request.bucket.arn}/${otherKey}`;
  return { action, resource, context: conditionKeys(action, request) };
}

export function onBucket(action: string, request: S3Request): Permission {
  return { action, resource: request.bucket.arn, context: conditionKeys(action, request) };
}
