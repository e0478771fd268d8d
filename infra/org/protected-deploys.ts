import type { OrganizationPolicy } from "./organization-policy.ts";
import { deployRoles, notTrusted, trustedRoles } from "./trusted-roles.ts";

const state = ["arn:aws:s3:::sst-state-*", "arn:aws:s3:::sst-state-*/*"];

/** Nobody changes how stages are deployed, and no deploy gives a role more than its boundary. */
export const protectedDeploys: OrganizationPolicy = {
  name: "protected-deploys",
  type: "SERVICE_CONTROL_POLICY",
  description: "The deploy role, its boundary, and the bucket with SST's state",
  statements: [
    {
      Sid: "KeepDeployRole",
      Effect: "Deny",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PassRole",
        "iam:PutRolePolicy",
        "iam:UpdateAssumeRolePolicy",
      ],
      Resource: [deployRoles],
      Condition: notTrusted,
    },
    {
      Sid: "KeepBoundaries",
      Effect: "Deny",
      Action: [
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
      ],
      Resource: ["arn:aws:iam::*:policy/*boundary"],
      Condition: notTrusted,
    },
    {
      Sid: "RolesHaveBoundaries",
      Effect: "Deny",
      Action: ["iam:CreateRole", "iam:PutRolePermissionsBoundary"],
      Resource: ["arn:aws:iam::*:role/*"],
      Condition: {
        ArnNotLike: {
          "aws:PrincipalArn": trustedRoles,
          "iam:PermissionsBoundary": "arn:aws:iam::*:policy/*boundary",
        },
      },
    },
    {
      Sid: "KeepRolesBounded",
      Effect: "Deny",
      Action: ["iam:DeleteRolePermissionsBoundary"],
      Resource: ["*"],
      Condition: notTrusted,
    },
    {
      Sid: "KeepIdentityProviders",
      Effect: "Deny",
      Action: [
        "iam:CreateAccessKey",
        "iam:CreateOpenIDConnectProvider",
        "iam:CreateSAMLProvider",
        "iam:CreateUser",
        "iam:DeleteOpenIDConnectProvider",
        "iam:UpdateOpenIDConnectProviderThumbprint",
      ],
      Resource: ["*"],
      Condition: notTrusted,
    },
    {
      Sid: "KeepState",
      Effect: "Deny",
      Action: [
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:PutBucketVersioning",
        "s3:PutLifecycleConfiguration",
      ],
      Resource: state,
      Condition: notTrusted,
    },
    {
      Sid: "StateIsForDeploys",
      Effect: "Deny",
      Action: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject"],
      Resource: state,
      Condition: { ArnNotLike: { "aws:PrincipalArn": [...trustedRoles, deployRoles] } },
    },
  ],
};
