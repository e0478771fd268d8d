import { expect, test } from "vitest";
import type { Json, Plan, Resource } from "../../plan.ts";
import { bucketPoliciesOf, policyHolder } from "./bucket-policies.ts";
import { bucketsOf } from "./buckets.ts";

function resource(type: string, inputs: { [key: string]: Json }, outputs = {}): Resource {
  return { type: `aws:s3/${type}`, name: type, parent: "Goods", dependsOn: [], inputs, outputs };
}

function planOf(...resources: Resource[]): Plan {
  return {
    app: "shop",
    stage: "test",
    region: "eu-central-1",
    accountId: "123456789012",
    removal: "remove",
    protect: false,
    outputs: {},
    bundles: {},
    managedPolicies: [],
    programFiles: [],
    resources,
  };
}

const bucket = resource("bucket:Bucket", {}, { bucket: "goods-1", arn: "arn:aws:s3:::goods-1" });
const policy = { Version: "2012-10-17", Statement: [] };

test("a bucket without settings has S3's defaults", () => {
  expect(bucketsOf(planOf(bucket))).toEqual([
    {
      logicalName: "Goods",
      name: "goods-1",
      arn: "arn:aws:s3:::goods-1",
      versioning: "Disabled",
      encryption: "AES256",
      policy: null,
      notifications: [],
      lifecycleRules: [],
    },
  ]);
});

test("a bucket's settings are read from its own resources, and not from those of another bucket", () => {
  const of = (name: string) =>
    [
      resource("bucketVersioning:BucketVersioning", {
        bucket: name,
        versioningConfiguration: { status: "Enabled" },
      }),
      resource("bucketPolicy:BucketPolicy", { bucket: name, policy }),
      resource("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", {
        bucket: name,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
      }),
      resource("bucketLifecycleConfiguration:BucketLifecycleConfiguration", {
        bucket: name,
        rules: [{ id: "old", status: "Enabled" }],
      }),
      resource("bucketNotification:BucketNotification", {
        bucket: name,
        lambdaFunctions: [
          {
            id: "Importer",
            lambdaFunctionArn: "arn:f",
            events: ["s3:ObjectCreated:*"],
            filterPrefix: "imports/",
            filterSuffix: ".csv",
          },
        ],
        queues: [{ queueArn: "arn:q", events: ["s3:ObjectRemoved:*"] }],
      }),
    ] as const;
  const [only] = bucketsOf(planOf(bucket, ...of("goods-1")));
  expect(only).toMatchObject({
    versioning: "Enabled",
    encryption: "aws:kms",
    policy,
    lifecycleRules: [{ id: "old", status: "Enabled" }],
    notifications: [
      {
        id: "Importer",
        target: "function",
        targetArn: "arn:f",
        events: ["s3:ObjectCreated:*"],
        prefix: "imports/",
        suffix: ".csv",
      },
      { target: "queue", targetArn: "arn:q", events: ["s3:ObjectRemoved:*"], prefix: "" },
    ],
  });
  expect(bucketsOf(planOf(bucket, ...of("another")))).toEqual(bucketsOf(planOf(bucket)));
});

test("a bucket's policy applies to its objects", () => {
  const [found] = bucketPoliciesOf(
    planOf(resource("bucketPolicy:BucketPolicy", { bucket: "goods-1", policy })),
  );
  expect(found).toMatchObject({ resourceArn: "arn:aws:s3:::goods-1", document: policy });
  expect(policyHolder("arn:aws:s3:::goods-1/a/b")).toBe(found?.resourceArn);
  expect(policyHolder("arn:aws:s3:::goods-1")).toBe(found?.resourceArn);
  const queue = "arn:aws:sqs:eu-central-1:123456789012:jobs";
  expect(policyHolder(queue)).toBe(queue);
});
