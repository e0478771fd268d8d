import type { Plan, Resource } from "@stagecraft/plan/plan";
import { objectOf, ownName, resourcesOf, textOf } from "@stagecraft/plan/resources";
import type { Finding } from "../../finding.ts";
import type { GovernanceFacts } from "../governance-facts.ts";

const rule = "governance/unencrypted-store";

type Encryption = {
  readonly type: string;
  /** What is missing, or undefined. */
  problem(resource: Resource, plan: Plan): string | undefined;
  readonly fix: string;
};

/**
 * The stores that can be without encryption, or whose program has to say that they have it: AWS encrypts new buckets, queues and tables
 * by default, and a later owner should not have to know since when. Secrets and log groups are always encrypted.
 */
const encryptions: readonly Encryption[] = [
  {
    type: "aws:s3/bucket:Bucket",
    problem: (bucket, plan) =>
      resourcesOf(
        plan,
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      ).some(({ inputs }) => inputs.bucket === textOf(bucket, "bucket"))
        ? undefined
        : "no BucketServerSideEncryptionConfiguration names it",
    fix: 'A BucketServerSideEncryptionConfiguration with sseAlgorithm: "AES256"',
  },
  {
    type: "aws:sqs/queue:Queue",
    problem: ({ inputs }) =>
      inputs.sqsManagedSseEnabled === true || inputs.kmsMasterKeyId
        ? undefined
        : "sqsManagedSseEnabled is not true",
    fix: "sqsManagedSseEnabled: true",
  },
  {
    type: "aws:kinesis/stream:Stream",
    problem: ({ inputs }) => (inputs.encryptionType === "KMS" ? undefined : "it has no KMS key"),
    fix: 'encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis"',
  },
  {
    type: "aws:dynamodb/table:Table",
    problem: (table) =>
      objectOf(table, "serverSideEncryption").enabled === true
        ? undefined
        : "serverSideEncryption is not enabled, so that nobody can see in CloudTrail who used its key",
    fix: "serverSideEncryption: { enabled: true }",
  },
  {
    type: "aws:rds/cluster:Cluster",
    problem: ({ inputs }) =>
      inputs.storageEncrypted === true ? undefined : "storageEncrypted is not true",
    fix: "storageEncrypted: true. It replaces the cluster: restore a snapshot into the new one",
  },
  {
    type: "aws:rds/instance:Instance",
    problem: ({ inputs }) =>
      inputs.storageEncrypted === true ? undefined : "storageEncrypted is not true",
    fix: "storageEncrypted: true. It replaces the instance: restore a snapshot into the new one",
  },
];

/** Stores whose content is not encrypted at rest. */
export function unencryptedStore({ plan }: GovernanceFacts): readonly Finding[] {
  return encryptions.flatMap(({ type, problem, fix }) =>
    resourcesOf(plan, type).flatMap((resource): readonly Finding[] => {
      const missing = problem(resource, plan);
      if (missing === undefined) return [];
      return [
        {
          rule,
          severity: "error",
          resource: ownName(resource),
          message: `Its content is not known to be encrypted at rest: ${missing}.`,
          fix,
        },
      ];
    }),
  );
}
