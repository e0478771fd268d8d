import { VisibleError } from "@stagecraft/cli/visible-error";
import { cloudFormationTypes } from "@stagecraft/plan/cloudformation-types";
import type { Plan, Resource } from "@stagecraft/plan/plan";
import handlerPermissions from "../data/handler-permissions.json" with { type: "json" };
import { actionName } from "./action-name.ts";

/** The actions that a deploy calls to create, read, change and delete one resource, as `actionName` gives them. */
export type Need = { readonly resource: Resource; readonly actions: readonly string[] };

/**
 * What Pulumi's provider calls in addition to what AWS publishes for CloudFormation: the documented calls of Terraform's provider, on
 * which it is built (https://registry.terraform.io/providers/hashicorp/aws). Derived, not observed.
 */
const ofProvider: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
  "aws:apigatewayv2/stage:Stage": [
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
  ],
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html
  "aws:budgets/budget:Budget": [
    "budgets:ListTagsForResource",
    "budgets:ModifyBudget",
    "budgets:TagResource",
    "budgets:UntagResource",
    "budgets:ViewBudget",
  ],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": [
    "ec2:DescribeSecurityGroupRules",
    "ec2:RevokeSecurityGroupEgress",
    "ec2:RevokeSecurityGroupIngress",
  ],
  "aws:ec2/vpc:Vpc": ["ec2:DescribeRouteTables"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["ec2:DescribeNetworkInterfaces", "ec2:DescribePrefixLists"],
  "aws:iam/role:Role": ["iam:ListInstanceProfilesForRole", "iam:ListRoleTags"],
  "aws:kinesis/stream:Stream": ["kinesis:DescribeStream"],
  "aws:lambda/function:Function": [
    "lambda:GetFunctionConcurrency",
    "lambda:GetFunctionConfiguration",
    "lambda:ListTags",
    "lambda:ListVersionsByFunction",
    "lambda:PublishVersion",
  ],
  "aws:lambda/invocation:Invocation": ["lambda:InvokeFunction"],
  "aws:rds/cluster:Cluster": ["rds:ListTagsForResource"],
  "aws:rds/clusterInstance:ClusterInstance": ["rds:ListTagsForResource"],
  "aws:s3/bucket:Bucket": [
    "s3:GetBucketPolicy",
    "s3:GetBucketRequestPayment",
    "s3:GetBucketWebsite",
  ],
  "aws:s3/bucketObjectv2:BucketObjectv2": [
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:GetObject",
    "s3:GetObjectAttributes",
    "s3:GetObjectTagging",
    "s3:PutObject",
    "s3:PutObjectTagging",
  ],
  "aws:scheduler/schedule:Schedule": ["scheduler:ListTagsForResource"],
  "aws:secretsmanager/secret:Secret": ["secretsmanager:GetResourcePolicy"],
  "aws:secretsmanager/secretVersion:SecretVersion": [
    "secretsmanager:ListSecretVersionIds",
    "secretsmanager:PutSecretValue",
    "secretsmanager:UpdateSecretVersionStage",
  ],
  "aws:sfn/stateMachine:StateMachine": [
    "states:ListStateMachineVersions",
    "states:ValidateStateMachineDefinition",
  ],
  "aws:sns/topicPolicy:TopicPolicy": ["sns:GetTopicAttributes"],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [
    "ec2:DescribeSecurityGroupRules",
    "ec2:ModifySecurityGroupRules",
  ],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
    "ec2:DescribeSecurityGroupRules",
    "ec2:ModifySecurityGroupRules",
  ],
};

/**
 * Published actions that a deploy of this program does not need: writing items on an import of a table, removing a role's permissions
 * boundary, and parts of a service that the program does not use.
 */
const excluded = new Set([
  "dynamodb:BatchWriteItem",
  "dynamodb:DeleteItem",
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "dynamodb:UpdateItem",
  "iam:DeleteRolePermissionsBoundary",
  "kinesis:PutRecords",
  "lambda:GetCodeSigningConfig",
  "lambda:DeleteProvisionedConcurrencyConfig",
  "lambda:GetLayerVersion",
  "lambda:GetProvisionedConcurrencyConfig",
  "lambda:PassCapacityProvider",
  "lambda:PutFunctionCodeSigningConfig",
  "lambda:PutProvisionedConcurrencyConfig",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "rds:RemoveFromGlobalCluster",
  "rds:RestoreDBClusterFromSnapshot",
  "rds:RestoreDBClusterToPointInTime",
  "rds:RestoreDBInstanceFromDBSnapshot",
  "rds:RestoreDBInstanceToPointInTime",
  "rds:StartDBInstanceAutomatedBackupsReplication",
  "rds:StopDBInstanceAutomatedBackupsReplication",
  "sns:GetDataProtectionPolicy",
  "sns:PutDataProtectionPolicy",
]);

/**
 * The actions for each AWS resource in the Plan. `unknown` are published names that are no actions of AWS.
 * @throws VisibleError for a resource type whose actions are unknown: a role without them could not deploy
 */
export async function neededActions(
  plan: Plan,
): Promise<{ readonly needs: readonly Need[]; readonly unknown: readonly string[] }> {
  const resources = plan.resources.filter(({ type, isRead }) => type.startsWith("aws:") && !isRead);
  const unknownTypes = new Set(
    resources.map(({ type }) => type).filter((type) => actionsOf(type).length === 0),
  );
  if (unknownTypes.size > 0) {
    throw new VisibleError(
      `The actions that a deploy of ${[...unknownTypes].join(", ")} calls are unknown here. Add them to workbench/plan/src/cloudformation-types.ts and workbench/deploy-role/data/handler-permissions.json.`,
    );
  }
  const services = new Set(["iam", ...resources.flatMap(({ type }) => servicesOf(type))]);
  const published = resources.map((resource) => ({
    resource,
    actions: actionsOf(resource.type).filter((action) => {
      const [service = ""] = action.split(":");
      // A published action may be of a service that the program does not use, such as KMS.
      return !excluded.has(action) && services.has(service);
    }),
  }));
  const names = new Map<string, string | undefined>();
  for (const action of new Set(published.flatMap(({ actions }) => actions))) {
    names.set(action, await actionName(action));
  }
  return {
    needs: published.map(({ resource, actions }) => ({
      resource,
      actions: actions.map((action) => names.get(action)).filter((name) => name !== undefined),
    })),
    unknown: [...names]
      .filter(([, name]) => name === undefined)
      .map(([action]) => action)
      .toSorted(),
  };
}

function actionsOf(type: string): readonly string[] {
  const name = cloudFormationTypes[type]?.type;
  const types: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> =
    handlerPermissions.types;
  const handlers = name === undefined ? {} : (types[name] ?? {});
  return [...new Set([...Object.values(handlers).flat(), ...(ofProvider[type] ?? [])])].toSorted();
}

/** The IAM service prefixes of a Pulumi module, where they differ from its name. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  apigatewayv2: ["apigateway"],
  cloudwatch: ["cloudwatch", "logs"],
  sfn: ["states"],
  vpc: ["ec2"],
};

function servicesOf(type: string): readonly string[] {
  const [, module = ""] = /^aws:([^/]+)\//.exec(type) ?? [];
  return otherNames[module] ?? [module];
}
