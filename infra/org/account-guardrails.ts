import governance from "./governance.json" with { type: "json" };
import type { OrganizationPolicy } from "./organization-policy.ts";
import { notTrusted } from "./trusted-roles.ts";

/**
 * Services without regions, whose calls arrive in one region:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
const globalActions = [
  "account:*",
  "aws-portal:*",
  "billing:*",
  "budgets:*",
  "ce:*",
  "cloudfront:*",
  "cur:*",
  "health:*",
  "iam:*",
  "organizations:*",
  "pricing:*",
  "route53:*",
  "route53domains:*",
  "s3:GetAccountPublic*",
  "s3:ListAllMyBuckets",
  "s3:PutAccountPublic*",
  "sts:*",
  "support:*",
  "trustedadvisor:*",
];

/** An account stays in the organisation and in its regions, and what happens in it stays recorded. */
export const accountGuardrails: OrganizationPolicy = {
  name: "account-guardrails",
  type: "SERVICE_CONTROL_POLICY",
  description: "Approved regions, no root user, membership, trails and encryption",
  statements: [
    {
      Sid: "ApprovedRegions",
      Effect: "Deny",
      NotAction: globalActions,
      Resource: ["*"],
      Condition: {
        StringNotEquals: { "aws:RequestedRegion": governance.regions },
        ...notTrusted,
      },
    },
    {
      Sid: "NoRootUser",
      Effect: "Deny",
      Action: ["*"],
      Resource: ["*"],
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
    },
    {
      Sid: "StayInOrganization",
      Effect: "Deny",
      Action: ["account:CloseAccount", "organizations:LeaveOrganization"],
      Resource: ["*"],
    },
    {
      Sid: "KeepTrails",
      Effect: "Deny",
      Action: [
        "access-analyzer:DeleteAnalyzer",
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
        "config:DeleteConfigurationRecorder",
        "config:DeleteDeliveryChannel",
        "config:StopConfigurationRecorder",
        "guardduty:DeleteDetector",
        "guardduty:DisassociateFromAdministratorAccount",
        "securityhub:DisableSecurityHub",
      ],
      Resource: ["*"],
      Condition: notTrusted,
    },
    {
      Sid: "KeepEncryption",
      Effect: "Deny",
      Action: [
        "ec2:DisableEbsEncryptionByDefault",
        "kinesis:StopStreamEncryption",
        "kms:DisableKey",
        "kms:ScheduleKeyDeletion",
      ],
      Resource: ["*"],
      Condition: notTrusted,
    },
    {
      Sid: "EncryptedDatabases",
      Effect: "Deny",
      Action: ["rds:CreateDBCluster"],
      Resource: ["*"],
      Condition: { Bool: { "rds:StorageEncrypted": "false" } },
    },
  ],
};
