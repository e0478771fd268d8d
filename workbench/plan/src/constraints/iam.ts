import {
  arn,
  integer,
  matching,
  type ServiceConstraints,
  tags,
  unconstrained,
} from "./constraint.ts";

const limits = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

export const iamConstraints: ServiceConstraints = {
  "aws:iam/role:Role": {
    page: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
    required: ["assumeRolePolicy"],
    properties: {
      name: {
        ...matching("[\\w+=,.@-]{1,64}", "1 to 64 letters, digits and _+=,.@-"),
        page: limits,
      },
      path: matching("/|/[\\u0021-\\u007E]{1,510}/", "text that begins and ends with a slash"),
      description: matching(
        "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]{0,1000}",
        "at most 1000 characters of Latin-1",
      ),
      assumeRolePolicy: { policyCharacters: 2_048, page: limits },
      inlinePolicies: {
        type: "array",
        policyCharacters: 10_240,
        items: {
          properties: {
            name: matching("[\\w+=,.@-]{1,128}", "1 to 128 letters, digits and _+=,.@-"),
            policy: unconstrained,
          },
        },
        page: limits,
      },
      managedPolicyArns: {
        type: "array",
        maxItems: 10,
        items: arn("iam", "policy/.+"),
        page: limits,
      },
      maxSessionDuration: integer(3_600, 43_200),
      permissionsBoundary: arn("iam", "policy/.+"),
      tags,
    },
  },
};
