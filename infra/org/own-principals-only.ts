import type { OrganizationPolicy } from "./organization-policy.ts";

/**
 * The services that hold data and that resource control policies know:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
const stores = ["kms:*", "s3:*", "secretsmanager:*", "sqs:*"];

/**
 * Data stay in the organisation, whatever the policy of a bucket, key, queue or secret allows. A public bucket is closed by it too: an
 * anonymous request has no organisation. Services of AWS act for somebody else; the policies of the resources name for whom.
 * @param organizationId `o-a1b2c3d4e5`
 */
export function ownPrincipalsOnly(organizationId: string): OrganizationPolicy {
  return {
    name: "own-principals-only",
    type: "RESOURCE_CONTROL_POLICY",
    description: "Only principals of the organisation reach stores, and only with TLS",
    statements: [
      {
        Sid: "OwnPrincipals",
        Effect: "Deny",
        Principal: "*",
        Action: stores,
        Resource: ["*"],
        Condition: {
          StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      },
      {
        Sid: "WithTls",
        Effect: "Deny",
        Principal: "*",
        Action: stores,
        Resource: ["*"],
        Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
