import { VisibleError } from "@stagecraft/cli/visible-error";
import { cloudFormationTypes } from "@stagecraft/plan/cloudformation-types";
import type { Plan, Resource } from "@stagecraft/plan/plan";
import published from "../data/handler-permissions.json" with { type: "json" };

/** What a deploy calls to make, read, change and delete one resource. */
export type Need = { readonly resource: Resource; readonly actions: readonly string[] };

/**
 * What Pulumi's provider calls beside what AWS publishes for CloudFormation: from the calls that Terraform's provider, which is in it,
 * is documented to make (https://registry.terraform.io/providers/hashicorp/aws). Derived, and seen by nobody here.
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
 * What AWS publishes and a deploy of this program has no use for: rows that an import of a table writes, the end of a role's
 * boundary, and parts of a service that the program does not have.
 */
const withheld = new Set([
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
  "lambda:GetLayerVersion",
  "lambda:PassCapacityProvider",
  "lambda:PutFunctionCodeSigningConfig",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "rds:RemoveFromGlobalCluster",
  "rds:RestoreDBClusterFromSnapshot",
  "rds:RestoreDBClusterToPointInTime",
  "rds:RestoreDBInstanceFromDBSnapshot",
  "rds:RestoreDBInstanceToPointInTime",
  "rds:StartDBInstanceAutomatedBackupsReplication",
  "rds:StopDBInstanceAutomatedBackupsReplication",
]);

/**
 * The actions for each of AWS's resources in the Plan.
 * @throws for a type of which nothing is known: a role without it could not deploy, and one with `*` is none.
 */
export function neededActions(plan: Plan): readonly Need[] {
  const resources = plan.resources.filter(({ type, isRead }) => type.startsWith("aws:") && !isRead);
  const unknown = new Set(
    resources.map(({ type }) => type).filter((type) => actionsOf(type).length === 0),
  );
  if (unknown.size > 0) {
    throw new VisibleError(
      `Nothing is known here of what a deploy of ${[...unknown].join(", ")} calls. Add it to workbench/plan/src/cloudformation-types.ts and workbench/deploy-role/data/handler-permissions.json.`,
    );
  }
  const services = new Set(["iam", ...resources.flatMap(({ type }) => servicesOf(type))]);
  return resources.map((resource) => ({
    resource,
    actions: actionsOf(resource.type).filter((action) => {
      const [service = ""] = action.split(":");
      // Such as keys of one's own, of which the program may have none.
      return !withheld.has(action) && services.has(service);
    }),
  }));
}

function actionsOf(type: string): readonly string[] {
  const name = cloudFormationTypes[type]?.type;
  const types: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> =
    published.types;
  const handlers = name === undefined ? {} : (types[name] ?? {});
  return [...new Set([...Object.values(handlers).flat(), ...(ofProvider[type] ?? [])])].toSorted();
}

/** As IAM calls the services of a module of Pulumi's, where that is not the module's own name. */
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
