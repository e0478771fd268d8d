import type { Json } from "../../plan.ts";

/** An S3 bucket as the Plan has it. */
export type BucketDefinition = {
  /** The name in infra/. */
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  readonly versioning: "Disabled" | "Enabled" | "Suspended";
  /** How objects are encrypted at rest; S3's own keys when the program says nothing. */
  readonly encryption: "AES256" | "aws:kms" | "aws:kms:dsse";
  /** The customer's own key that objects are encrypted with; absent means AWS's. */
  readonly kmsKeyArn?: string;
  /** Whether one key of the bucket stands for those of its objects. */
  readonly bucketKeyEnabled?: boolean;
  /** The bucket's policy; null when it has none. */
  readonly policy: Json;
  readonly notifications: readonly BucketNotificationDefinition[];
  /** Carried as the program states them; `[]` when it states none. */
  readonly lifecycleRules: readonly Json[];
};

/** What one target is told of a bucket's objects. */
export type BucketNotificationDefinition = {
  readonly id: string;
  readonly target: "function" | "queue" | "topic" | "event-bus";
  /** Empty for the account's event bus, which has no other address. */
  readonly targetArn: string;
  /** `s3:ObjectCreated:*` and its kind. */
  readonly events: readonly string[];
  /** Empty fits every key; so does an empty suffix. */
  readonly prefix: string;
  readonly suffix: string;
};
