import type { Json } from "../../plan.ts";

/** An S3 bucket as the Plan has it. */
export type BucketDefinition = {
  /** The name in infra/. */
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  readonly versioning: "Disabled" | "Enabled" | "Suspended";
  /** The encryption of objects at rest. The default is S3's own keys. */
  readonly encryption: "AES256" | "aws:kms" | "aws:kms:dsse";
  /** The customer managed key of the encryption. Without it, an AWS managed key. */
  readonly kmsKeyArn?: string;
  /** Whether S3 uses a bucket key, and not a data key for each object. */
  readonly bucketKeyEnabled?: boolean;
  /** The bucket policy, or null. */
  readonly policy: Json;
  readonly notifications: readonly BucketNotificationDefinition[];
  /** As the program writes them. */
  readonly lifecycleRules: readonly Json[];
};

/** An event notification of a bucket to one target. */
export type BucketNotificationDefinition = {
  readonly id: string;
  readonly target: "function" | "queue" | "topic" | "event-bus";
  /** Empty for the default event bus. */
  readonly targetArn: string;
  /** Event types, such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  /** An empty prefix or suffix matches every key. */
  readonly prefix: string;
  readonly suffix: string;
};
