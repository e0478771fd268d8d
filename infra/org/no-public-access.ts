import type { OrganizationPolicy } from "./organization-policy.ts";
import { notTrusted } from "./trusted-roles.ts";

/**
 * Nothing is reachable from the internet but through an API. The account's own block of public access, which docs/deploy.md turns on, holds
 * for every bucket, whatever its policy says: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const noPublicAccess: OrganizationPolicy = {
  name: "no-public-access",
  type: "SERVICE_CONTROL_POLICY",
  description: "No public buckets, function URLs, functions and databases",
  statements: [
    {
      Sid: "KeepPublicAccessBlock",
      Effect: "Deny",
      Action: ["s3:PutAccountPublicAccessBlock"],
      Resource: ["*"],
      Condition: notTrusted,
    },
    {
      Sid: "NoPublicLists",
      Effect: "Deny",
      Action: ["s3:CreateBucket", "s3:PutBucketAcl", "s3:PutObject", "s3:PutObjectAcl"],
      Resource: ["*"],
      Condition: {
        StringLike: { "s3:x-amz-acl": ["authenticated-read", "public-*"] },
      },
    },
    {
      Sid: "NoPublicFunctionUrls",
      Effect: "Deny",
      Action: ["lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"],
      Resource: ["*"],
      Condition: { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } },
    },
    {
      Sid: "NoPublicFunctions",
      Effect: "Deny",
      Action: ["lambda:AddPermission"],
      Resource: ["*"],
      Condition: { StringEquals: { "lambda:Principal": "*" } },
    },
    {
      Sid: "NoPublicDatabases",
      Effect: "Deny",
      Action: ["rds:CreateDBInstance", "rds:ModifyDBInstance"],
      Resource: ["*"],
      Condition: { Bool: { "rds:PubliclyAccessible": "true" } },
    },
    {
      Sid: "NoSharedSnapshots",
      Effect: "Deny",
      Action: ["rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute"],
      Resource: ["*"],
      Condition: notTrusted,
    },
  ],
};
