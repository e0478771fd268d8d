import governance from "./governance.json" with { type: "json" };
import type { OrganizationPolicy } from "./organization-policy.ts";
import { notTrusted } from "./trusted-roles.ts";

/**
 * The calls that create what costs money and that carry the tags themselves, so that IAM sees them as aws:RequestTag. Buckets and streams
 * are tagged by a second call, which nothing can demand: for these the gate `governance` reads the Plan.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const creations = [
  "dynamodb:CreateTable",
  "lambda:CreateFunction",
  "logs:CreateLogGroup",
  "rds:CreateDBCluster",
  "rds:CreateDBInstance",
  "secretsmanager:CreateSecret",
  "sns:CreateTopic",
  "sqs:CreateQueue",
  "states:CreateStateMachine",
];

/** Nothing is created without the tags that say whose cost it is. One statement a tag: keys in one condition would all have to be missing. */
export const requiredTags: OrganizationPolicy = {
  name: "required-tags",
  type: "SERVICE_CONTROL_POLICY",
  description: "Each tag of cost allocation is given when a resource is created",
  statements: governance.tags.map((tag) => ({
    Sid: `Tag${tag}`,
    Effect: "Deny",
    Action: creations,
    Resource: ["*"],
    Condition: { Null: { [`aws:RequestTag/${tag}`]: "true" }, ...notTrusted },
  })),
};
