import type { BucketDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";

/** A private bucket with S3's defaults. */
export function bucketOf(name: string, changes: Partial<BucketDefinition> = {}): BucketDefinition {
  return {
    logicalName: name,
    name,
    arn: `arn:aws:s3:::${name}`,
    versioning: "Disabled",
    encryption: "AES256",
    policy: null,
    notifications: [],
    lifecycleRules: [],
    ...changes,
  };
}
